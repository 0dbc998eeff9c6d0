/** Names that Windows keeps for devices, with any ending. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/**
 * A safe file name for an attachment, from its own name or the `fileName` of its url. Both come from the server or from whoever wrote the
 * document, so nothing in them may lead out of a folder or hide what kind of file it is.
 */
export function fileName(url: string, name: string): string {
  const named = name === '' && URL.canParse(url) ? (new URL(url).searchParams.get('fileName') ?? '') : name;
  const safe = named
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[<>:"/\\|?*]/g, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(-150);
  return safe === '' || reserved.test(safe) ? `attachment${safe === '' ? '' : `-${safe}`}` : safe;
}
