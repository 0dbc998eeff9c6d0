const patchType = 'application/json-patch+json';
const item = '/_apis/wit/workitems/299?api-version=7.1';
const batch = '/_apis/wit/$batch?api-version=7.1';
const add = (path: string, value: unknown) => ({ op: 'add', path, value });
const title = (value: unknown) => add('/fields/System.Title', value);

/** A request that makes no sense, and what the answer says. */
export interface BadRequest {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly type?: string;
  readonly status: number;
  readonly message: RegExp;
}

const patch = (name: string, body: unknown, message: RegExp, status = 400): BadRequest => {
  return { name, method: 'PATCH', path: item, body, type: patchType, status, message };
};
const bulk = (name: string, body: unknown, message: RegExp): BadRequest => {
  return { name, method: 'POST', path: batch, body, status: 400, message };
};

const deep = '['.repeat(200_000) + ']'.repeat(200_000);
const noDocument = /You must pass a valid patch document/;

/** Every kind of it. */
export const badRequests: readonly BadRequest[] = [
  patch('malformed JSON', '[{"op":', noDocument),
  patch('no body', '', noDocument),
  patch('an empty document', [], noDocument),
  patch('null', 'null', noDocument),
  patch('deep nesting', deep, noDocument),
  { ...patch('the wrong content type', [title('x')], noDocument), type: 'application/json' },
  patch('an unknown operation', [{ op: 'swap', path: '/fields/System.Title', value: 'x' }], noDocument),
  patch('move', [{ op: 'move', from: '/a', path: '/fields/System.Title' }], /Move is not implemented/),
  patch('no path', [{ op: 'add', value: 1 }], /Path cannot be null/),
  patch('a path without a slash', [add('fields/System.Title', 'x')], /Path is required to start with a \//),
  patch('a path with a slash at its end', [add('/fields/', 'x')], /Path cannot end with \//),
  patch('the root', [add('', {})], /Unable to evaluate path/),
  patch(
    'all relations',
    [add('/relations', [])],
    /does not support patching the top level property at path \/relations\./,
  ),
  patch('all fields', [{ op: 'replace', path: '/fields', value: {} }], /top level property at path \/fields/),
  patch('no value', [{ op: 'add', path: '/fields/System.Title' }], /Value cannot be null/),
  patch('a value of remove', [{ op: 'remove', path: '/relations/0', value: 1 }], /Remove requires Value to be null/),
  patch(
    'an index that is too high',
    [{ op: 'remove', path: '/relations/99' }],
    /Index out of range for path \/relations\/99/,
  ),
  patch('an unknown field', [add('/fields/Custom.Nope', 1)], /TF51535: Cannot find field Custom\.Nope\./),
  patch('__proto__ as a field', [add('/fields/__proto__', { polluted: true })], /TF51535/),
  patch('constructor as a field', [add('/fields/constructor', 'x')], /TF51535/),
  patch('a field twice', [title('a'), title('b')], /VS403691/),
  patch('an object as a title', [title({ a: 1 })], /TF401326: Invalid field status 'InvalidType'/),
  patch('a title of 300 characters', [title('x'.repeat(300))], /'InvalidTooLong'/),
  patch('an empty title', [title('')], /TF401320: Rule Error for field Title\. Error code: Required, InvalidEmpty\./),
  patch('a state that is none', [add('/fields/System.State', 'Nope')], /'State' contains the value 'Nope'/),
  patch(
    'a read-only board column',
    [add('/fields/System.BoardColumn', 'Done')],
    /TF401326: Invalid field status 'ReadOnly'/,
  ),
  patch('a number that is none', [add('/fields/Microsoft.VSTS.Scheduling.RemainingWork', 'four')], /'InvalidType'/),
  patch('a stranger', [add('/fields/System.AssignedTo', 'Nobody Nowhere')], /is an unknown identity/),
  patch(
    'an area that is none',
    [add('/fields/System.AreaPath', 'Fabrikam-Fiber-Git\\..\\..\\x')],
    /TF401347: Invalid tree name/,
  ),
  patch(
    'a stale revision',
    [{ op: 'test', path: '/rev', value: 1 }, title('x')],
    /VS403351: Test Operation for path \/rev failed, value 7 was not equal to test value 1\./,
    412,
  ),
  patch(
    'a relation of no kind',
    [add('/relations/-', { rel: 'Nope', url: 'http://x/1' })],
    /relation type "Nope" is not known/,
  ),
  patch(
    'a relation to nothing',
    [add('/relations/-', { rel: 'System.LinkTypes.Related', url: 'http://x/_apis/wit/workItems/99999' })],
    /TF401232/,
    404,
  ),
  patch(
    'a relation to itself',
    [add('/relations/-', { rel: 'System.LinkTypes.Related', url: 'http://x/_apis/wit/workItems/299' })],
    /to itself/,
  ),
  patch(
    'the same relation again',
    [add('/relations/-', { rel: 'System.LinkTypes.Related', url: 'http://x/_apis/wit/workItems/300' })],
    /Relation already exists\./,
  ),
  patch(
    'a second parent',
    [add('/relations/-', { rel: 'System.LinkTypes.Hierarchy-Reverse', url: 'http://x/_apis/wit/workItems/309' })],
    /TF201036: You cannot add a Parent link between work items/,
  ),
  patch(
    'a circle',
    [add('/relations/-', { rel: 'System.LinkTypes.Hierarchy-Forward', url: 'http://x/_apis/wit/workItems/297' })],
    /TF201035/,
  ),
  patch(
    'an attachment that is none',
    [add('/relations/-', { rel: 'AttachedFile', url: 'http://x/_apis/wit/attachments/../../etc/passwd' })],
    /does not exist/,
  ),
  patch(
    'a format without content',
    [add('/multilineFieldsFormat/System.Description', 'Markdown')],
    /only be changed together with its content/,
  ),
  patch(
    'a format of a title',
    [title('x'), add('/multilineFieldsFormat/System.Title', 'Markdown')],
    /changing value type is not supported for the field System\.Title/,
  ),
  bulk('a batch that is no array', { method: 'PATCH' }, /must be an array of requests/),
  bulk('an empty batch', [], /holds no request/),
  bulk(
    'a batch of 201',
    Array.from({ length: 201 }, () => ({})),
    /VS403474: You requested 201 .* limit of 200/,
  ),
  bulk('a batch that is malformed', '[{]', /not valid JSON/),
  {
    name: 'a batch in a project',
    method: 'POST',
    path: `/Fabrikam-Fiber-Git${batch}`,
    body: [],
    status: 404,
    message: /controller for path/,
  },
  {
    name: 'a batch without a version',
    method: 'POST',
    path: '/_apis/wit/$batch',
    body: [],
    status: 400,
    message: /No api-version was supplied for the "POST" request/,
  },
  {
    name: 'a version to come',
    method: 'GET',
    path: '/_apis/wit/workitems/299?api-version=9.9',
    status: 400,
    message: /version of 9\.9 is out of range .* supports is 7\.1/,
  },
  {
    name: 'a plain version of a preview',
    method: 'GET',
    path: '/_apis/connectionData?api-version=7.1',
    status: 400,
    message: /is under preview/,
  },
  {
    name: 'an unknown project',
    method: 'GET',
    path: '/Nope/_apis/wit/workitems/299?api-version=7.1',
    status: 404,
    message: /TF200016: The following project does not exist: Nope\./,
  },
  {
    name: 'an unknown type',
    method: 'POST',
    path: '/Fabrikam-Fiber-Git/_apis/wit/workitems/$Nope?api-version=7.1',
    body: [title('x')],
    type: patchType,
    status: 404,
    message: /VS402323/,
  },
  {
    name: 'fields together with $expand',
    method: 'GET',
    path: '/_apis/wit/workitems/299?fields=System.Title&$expand=all&api-version=7.1',
    status: 400,
    message: /expand parameter can not be used with the fields parameter/,
  },
  {
    name: '201 ids',
    method: 'GET',
    path: `/_apis/wit/workitems?ids=${Array.from({ length: 201 }, (_, index) => index + 1).join()}&api-version=7.1`,
    status: 400,
    message: /VS403474: You requested 201 work items which exceeds the limit of 200/,
  },
  {
    name: 'a missing id among others',
    method: 'POST',
    path: '/_apis/wit/workitemsbatch?api-version=7.1',
    body: { ids: [299, 99999] },
    status: 404,
    message: /TF401232: Work item 99999/,
  },
  {
    name: 'a path as a file name',
    method: 'POST',
    path: '/_apis/wit/attachments?fileName=..%2F..%2Fetc%2Fpasswd&api-version=7.1',
    body: 'x',
    type: 'application/octet-stream',
    status: 400,
    message: /is not a file name/,
  },
  {
    name: 'a body of 30 MB',
    method: 'PATCH',
    path: item,
    body: `["${'x'.repeat(30_000_000)}"]`,
    type: patchType,
    status: 413,
    message: /larger than/,
  },
  {
    name: 'a long text of 10 MB',
    method: 'PATCH',
    path: item,
    body: [add('/fields/System.Description', 'x'.repeat(10_000_000))],
    type: patchType,
    status: 400,
    message: /'InvalidTooLong'/,
  },
];
