/**
 * Text from the server as Markdown that shows it as it is: no link, no image, no heading, no HTML. Every ASCII punctuation mark may
 * be escaped by a backslash (CommonMark 2.4), so all of them are.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[!-/:-@[-`{-~]/g, '\\$&')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .join('\n')
    .replaceAll(/\n+/g, '\n\n');
}
