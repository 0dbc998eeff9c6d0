/** What the examples of "Work items", api-version 1.0, have in common. */

export const document = 'work-items-1.0.md';
export const jamal = 'Jamal Hartnett <fabrikamfiber4@hotmail.com>';
export const johnnie = 'Johnnie McLeod <fabrikamfiber2@hotmail.com>';
export const spec =
  'https://mytfsserver/DefaultCollection/_apis/wit/attachments/098a279a-60b9-40a8-868b-b7fd00c0a439?fileName=Spec.txt';
export const blog = 'https://blogs.msdn.com/b/bharry/archive/2014/05/12/a-new-api-for-visual-studio-online.aspx';
export const item = (id: number): RegExp => new RegExp(`/_apis/wit/workItems/${id}$`);
export const parent = {
  rel: 'System.LinkTypes.Hierarchy-Reverse',
  url: item(297),
  attributes: { isLocked: false, comment: 'decomposition of work' },
};
export const related = {
  rel: 'System.LinkTypes.Related',
  url: item(300),
  attributes: { isLocked: false, comment: 'adding another task' },
};
export const dependency = (comment: string) => ({
  rel: 'System.LinkTypes.Dependency-Forward',
  url: item(300),
  attributes: { isLocked: false, comment },
});
export const hyperlink = { rel: 'Hyperlink', url: blog, attributes: { revisedDate: '9999-01-01T00:00:00Z' } };
export const add = (path: string, value: unknown) => ({ op: 'add', path, value });
export const rev = (value: number) => ({ op: 'test', path: '/rev', value });
export const field = (name: string, value: unknown) => add(`/fields/${name}`, value);

export const signIn = 'Customer can sign in using their Microsoft Account';
export const javaScript = 'JavaScript implementation for Microsoft Account';
