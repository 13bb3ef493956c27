// Module `algolia`: what is made of a result. Asking the server is not there yet.

export { hits, hits_to_product_cards, hits_to_table } from './search-hits'
