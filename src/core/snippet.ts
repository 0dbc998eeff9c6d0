/** Text that VS Code's snippets take as it is: what would begin a placeholder or end one is escaped. */
export function escapeSnippet(text: string): string {
  return text.replaceAll(/[\\$}]/g, '\\$&');
}
