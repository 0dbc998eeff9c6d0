import createDOMPurify from 'dompurify';

const allowedTags = (
  'a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins ' +
  'kbd li mark ol p pre q s samp small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var'
).split(' ');

const allowedAttributes = ['alt', 'colspan', 'href', 'open', 'reversed', 'rowspan', 'scope', 'src', 'start', 'title'];

/**
 * Text of the server as harmless nodes: no script, no style, no name or id that could pose as a part of the form, links
 * to the web only. A picture from elsewhere is not fetched, for fetching it would tell its server who reads; a link to it
 * stands in its place.
 */
export function sanitize(html: string): DocumentFragment {
  const fragment = createDOMPurify(window).sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    ALLOWED_TAGS: allowedTags,
    ALLOWED_ATTR: allowedAttributes,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|data:image\/(?:png|gif|jpe?g|webp);base64,)/i,
  });
  for (const link of fragment.querySelectorAll('a')) explainLink(link);
  for (const picture of fragment.querySelectorAll('img')) replaceRemotePicture(picture);
  return fragment;
}

/** Server text may name a link as it likes; the pointer always tells where it leads. */
function explainLink(link: HTMLAnchorElement): void {
  const href = link.getAttribute('href');
  if (href === null || href.startsWith('data:')) link.removeAttribute('href');
  else link.title = href;
}

function replaceRemotePicture(picture: HTMLImageElement): void {
  const source = picture.getAttribute('src') ?? '';
  if (source.startsWith('data:')) return;
  const link = document.createElement('a');
  link.className = 'remote-picture';
  link.textContent = picture.alt === '' ? 'Picture' : `Picture: ${picture.alt}`;
  if (source !== '') {
    link.href = source;
    link.title = source;
  }
  picture.replaceWith(link);
}
