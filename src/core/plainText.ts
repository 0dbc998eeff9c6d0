/** Typed text as the HTML that shows it: the service stores comments and long texts as HTML. */
export function textToHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped.split(/\r?\n/).join('<br>');
}
