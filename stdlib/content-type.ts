// What kind of content a file has, by the end of its name.

const TYPES =
  ' txt=text/plain md=text/markdown html=text/html htm=text/html css=text/css csv=text/csv js=text/javascript' +
  ' json=application/json xml=application/xml pdf=application/pdf zip=application/zip gz=application/gzip' +
  ' png=image/png jpg=image/jpeg jpeg=image/jpeg gif=image/gif webp=image/webp svg=image/svg+xml' +
  ' mp3=audio/mpeg wav=audio/wav mp4=video/mp4 webm=video/webm' +
  ' xlsx=application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' +
  ' docx=application/vnd.openxmlformats-officedocument.wordprocessingml.document '

/** The media type of a file name; that of any bytes if the name does not tell. */
export function contentType(name: string): string {
  const dot = name.lastIndexOf('.')
  const key = ' ' + name.substring(dot + 1).toLowerCase() + '='
  const at = dot < 0 || key.indexOf(' ', 1) > 0 ? -1 : TYPES.indexOf(key)
  if (at < 0) return 'application/octet-stream'
  const start = at + key.length
  return TYPES.substring(start, TYPES.indexOf(' ', start))
}
