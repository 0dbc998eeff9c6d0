/**
 * A query that the service refuses. Texts without a remark are measured on the live service or recorded; the form
 * "… The error is caused by «source»." is that of all of them, the source being the token, or the whole comparison, at fault.
 */
export class WiqlError extends Error {
  constructor(
    message: string,
    /** Status 500 where it was measured; everything else is 400. */
    readonly status: 400 | 500 = 400,
  ) {
    super(message);
    this.name = 'WiqlError';
  }
}

function caused(message: string, source: string): WiqlError {
  return new WiqlError(`${message} The error is caused by «${source}».`);
}

export const wiqlErrors = {
  expecting: (what: string, source: string) => caused(`Expecting ${what}.`, source),
  missingFrom: (source: string) => caused('TF51006: The query statement is missing a FROM clause.', source),
  noSuchField: (source: string) => caused('TF51005: The query references a field that does not exist.', source),
  noSuchPath: (kind: 'area' | 'iteration', source: string) =>
    caused(`TF51011: The specified ${kind} path does not exist.`, source),
  timeWithDayPrecision: (source: string) =>
    caused('You cannot supply a time with the date when running a query using date precision.', source),
  treePathOperator: (source: string) => caused('The specified operator cannot be used with area path fields.', source),
  /** Wording after the one for paths. */
  longTextOperator: (source: string) => caused('The specified operator cannot be used with long-text fields.', source),
  /** Wording after the one for paths. */
  operator: (type: string, source: string) =>
    caused(`The specified operator cannot be used with ${type} fields.`, source),
  /** The wording is ours. */
  incompatible: (type: string, source: string) => caused(`The value does not fit a field of type ${type}.`, source),
  /** The limit is documented (query operators); the wording is ours. */
  searchTooLong: (source: string) => caused('The text to look for has more than 100 characters.', source),
  /** The wording is ours. */
  unknownMacro: (source: string) => caused('The macro is not known.', source),
  /** The wording is ours. */
  badMacroArgument: (source: string) => caused('The argument or offset does not fit the macro.', source),
  /** The wording is ours. */
  linkField: (source: string) => caused('The field can only be used in a query of WorkItemLinks.', source),
  /** The wording is ours. */
  recursiveLinkType: (source: string) =>
    caused('A recursive query needs exactly one link type, and one whose topology is a tree.', source),
  /** The limit is documented (object limits); the wording is ours. */
  tooLong: (length: number) =>
    new WiqlError(`The query has ${length} characters, which exceeds the limit of 32000 characters.`),
  /** The limit is documented (object limits); the wording is ours. */
  tooDeep: () => new WiqlError('The query nests more conditions than the server evaluates.'),
  noTeam: (macro: string) =>
    new WiqlError(`VS402612: The macro '${macro}' is not supported without a team context.`, 500),
  /** The wording is ours, after the one for teams. */
  noProject: (macro: string) => new WiqlError(`The macro '${macro}' is not supported without a project context.`),
  notATeam: (text: string) => new WiqlError(`'${text}' is not of the form '[project]\\team'`, 500),
  /** The number and the first sentence are reported by many; the second sentence is ours. */
  tooManyRows: (limit: number) =>
    new WiqlError(
      `VS402337: The number of work items returned exceeds the size limit of ${limit}. Change the query to return fewer items.`,
    ),
};
