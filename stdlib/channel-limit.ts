// Apart from the channels, so that the name at the border brings nothing else into a module.

/** Set by the host before the first call: how many values a channel may hold. */
export let haira_channel: i32 = 1000000
