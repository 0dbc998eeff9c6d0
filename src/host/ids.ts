/** Every name that package.json and the code share. A test holds both together, both ways. */

export const commands = {
  addBranchLink: 'workItemBatch.addBranchLink',
  addBuildLink: 'workItemBatch.addBuildLink',
  addComment: 'workItemBatch.addComment',
  addCommitLink: 'workItemBatch.addCommitLink',
  addHyperlink: 'workItemBatch.addHyperlink',
  addLink: 'workItemBatch.addLink',
  addPullRequestLink: 'workItemBatch.addPullRequestLink',
  attachFile: 'workItemBatch.attachFile',
  changeType: 'workItemBatch.changeType',
  checkStage: 'workItemBatch.checkStage',
  commit: 'workItemBatch.commit',
  commitBypassingRules: 'workItemBatch.commitBypassingRules',
  commitQuietly: 'workItemBatch.commitQuietly',
  commitRest: 'workItemBatch.commitRest',
  connect: 'workItemBatch.connect',
  copyAsCurl: 'workItemBatch.copyAsCurl',
  copyAsHttp: 'workItemBatch.copyAsHttp',
  decideOutcome: 'workItemBatch.decideOutcome',
  discard: 'workItemBatch.discard',
  discardAll: 'workItemBatch.discardAll',
  disconnect: 'workItemBatch.disconnect',
  duplicateItem: 'workItemBatch.duplicateItem',
  editField: 'workItemBatch.editField',
  exportStage: 'workItemBatch.exportStage',
  findCulprit: 'workItemBatch.findCulprit',
  hold: 'workItemBatch.hold',
  importStage: 'workItemBatch.importStage',
  loadMore: 'workItemBatch.loadMore',
  moveToProject: 'workItemBatch.moveToProject',
  newChild: 'workItemBatch.newChild',
  newItem: 'workItemBatch.newItem',
  openAsForm: 'workItemBatch.openAsForm',
  openAsJson: 'workItemBatch.openAsJson',
  openChanges: 'workItemBatch.openChanges',
  openInBrowser: 'workItemBatch.openInBrowser',
  openItem: 'workItemBatch.openItem',
  previewCommit: 'workItemBatch.previewCommit',
  refresh: 'workItemBatch.refresh',
  refreshItem: 'workItemBatch.refreshItem',
  release: 'workItemBatch.release',
  resetSandbox: 'workItemBatch.resetSandbox',
  resolveConflict: 'workItemBatch.resolveConflict',
  retry: 'workItemBatch.retry',
  searchItem: 'workItemBatch.searchItem',
  showHistory: 'workItemBatch.showHistory',
  showLog: 'workItemBatch.showLog',
  showOperations: 'workItemBatch.showOperations',
  takeMine: 'workItemBatch.takeMine',
  takeTheirs: 'workItemBatch.takeTheirs',
  trySandbox: 'workItemBatch.trySandbox',
  undoCommit: 'workItemBatch.undoCommit',
  undoDiscard: 'workItemBatch.undoDiscard',
} as const;

export const views = {
  workItems: 'workItemBatch.workItems',
} as const;

export const editors = {
  form: 'workItemBatch.form',
} as const;

export const walkthroughs = {
  firstBatch: 'workItemBatch.firstBatch',
} as const;

export const settings = {
  openWith: 'workItemBatch.openWith',
  project: 'workItemBatch.project',
  removeRelationsBy: 'workItemBatch.removeRelationsBy',
  url: 'workItemBatch.url',
} as const;

export const contextKeys = {
  /** `none`, `connecting`, `failed` or `connected`. */
  connection: 'workItemBatch.connection',
  /** True while the connection is the embedded sandbox. */
  sandbox: 'workItemBatch.sandbox',
  /** True while a commit runs. */
  committing: 'workItemBatch.committing',
  /** `none`, `others` or `culprit`: what is left to do after a commit of which nothing was applied because of a few. */
  rest: 'workItemBatch.rest',
} as const;

export const schemes = {
  /** Documents that the user edits. */
  item: 'workitem',
  /** The base of a document, read-only: the left side of every diff. */
  base: 'workitem-base',
  /** One long text field of a document, in an editor of its own. */
  field: 'workitem-field',
  /** The request that a commit would send, read-only. */
  preview: 'workitem-preview',
  /** A document as it was at a past revision, read-only. */
  revision: 'workitem-revision',
  /** JSON schemas made from live definitions. */
  schema: 'workitem-schema',
  /** A side of a conflict, read-only. */
  side: 'workitem-side',
} as const;

/** Id of the Source Control provider, for `scmProvider ==` in menus. */
export const sourceControlId = 'workItemBatch';
