/** What we promise, in one place: the benches print these beside what they measured, and tidy holds the build to the sizes. */
export const limits = {
  activateMs: 20,
  eagerBundleBytes: 150_000,
  questionnaireGzipBytes: 120_000,
  generateMs: 100,
  helpMs: 120,
  startMs: 3000,
  historyListMs: 30,
  stepOverheadMs: 0.5,
  stepOverheadSlowestMs: 5,
  planCheckedMs: 200,
  memoryOverRunsMb: 10,
  cancelMs: 2000,
  resultTableMs: 50,
  treeBlockedMs: 16,
} as const;
