/** What a verb does, in the large: `look` leaves everything as it is. */
export type VerbClass = 'look' | 'make' | 'alter' | 'remove';

/**
 * Verbs by concept: class · words people use for it · other concepts it may stand for, with how surely (0 to 1). A phrase is
 * written with `_`; a separable one (`turn _ off`) with `..`.
 */
export const verbs: Readonly<Record<string, { readonly is: VerbClass; readonly words: string; readonly near?: Readonly<Record<string, number>> }>> = {
  show: {
    is: 'look',
    words:
      'show display view see print present reveal inspect examine look_at look_up look give_me show_me gimme tell_me let_me_see pull..up bring_up_details have_a_look_at take_a_look_at have_a_look take_a_look peek_at peek look_into bring..up list_out dump visualise visualize have_a_peek_at get_details_of get_details_on get_info_on get_info_about show_details_of summarize summarise outline',
    near: { list: 0.8, get: 0.8, describe: 0.75, read: 0.7, status: 0.4, output: 0.3 },
  },
  list: { is: 'look', words: 'list enumerate ls count list_all list_out tally', near: { show: 0.8, get: 0.8 } },
  get: { is: 'look', words: 'get fetch retrieve grab obtain collect gather snag', near: { show: 0.8, list: 0.8, download: 0.7, read: 0.4 } },
  describe: { is: 'look', words: 'describe detail explain elaborate', near: { show: 0.8 } },
  diagnose: { is: 'look', words: 'diagnose investigate troubleshoot debug', near: { describe: 0.8, check: 0.6, show: 0.6, logs: 0.4 } },
  read: { is: 'look', words: 'read cat', near: { show: 0.7, get: 0.5 } },
  check: {
    is: 'look',
    words:
      'check verify test ensure confirm make_sure see_if see_whether find_out double-check doublecheck control check_on look_whether check_whether check_if check_for ascertain make_certain',
    near: {
      validate: 0.8,
      lint: 0.7,
      show: 0.6,
      list: 0.5,
      scan: 0.7,
      status: 0.6,
      get: 0.5,
      logs: 0.3,
      drift: 0.5,
      detect: 0.6,
      simulate: 0.5,
      describe: 0.4,
    },
  },
  what: {
    is: 'look',
    words: 'what which who whose when how why is are was were does did has have do whats',
    near: { show: 0.8, list: 0.75, get: 0.7, describe: 0.6, check: 0.6 },
  },
  find: {
    is: 'look',
    words: 'find locate discover identify determine pinpoint track..down hunt..down',
    near: { search: 1, list: 0.6, show: 0.4, detect: 0.6 },
  },
  search: { is: 'look', words: 'search grep look_for rg where hunt look..for seek hunt_for scour', near: { find: 1, list: 0.3 } },
  diff: {
    is: 'look',
    words: 'diff compare difference contrast different differ differs deviate contrast vary difference_between differences_between',
    near: { show: 0.3 },
  },
  preview: { is: 'look', words: 'preview dry-run dryrun dry_run', near: { plan: 0.8, diff: 0.7, dryrun: 1 } },
  plan: { is: 'look', words: 'plan', near: { preview: 0.7 } },
  validate: { is: 'look', words: 'validate compile compile syntax-check sanity-check', near: { check: 0.8, lint: 0.4 } },
  lint: { is: 'look', words: 'lint lint-check', near: { check: 0.8, scan: 0.5 } },
  scan: { is: 'look', words: 'scan audit review analyse analyze assess vet', near: { check: 0.8, find: 0.3 } },
  detect: { is: 'look', words: 'detect spot', near: { check: 0.6, find: 0.5 } },
  simulate: { is: 'look', words: 'simulate can may allowed_to permitted_to', near: { check: 0.5 } },
  tail: { is: 'look', words: 'tail stream follow watch monitor', near: { logs: 0.8, show: 0.5 } },
  render: { is: 'look', words: 'render template turns_into turn_into expand', near: { template: 1, show: 0.3 } },
  status: { is: 'look', words: 'status', near: { show: 0.3, check: 0.3 } },
  log: { is: 'look', words: 'log', near: { show: 0.3, history: 0.6 } },

  create: {
    is: 'make',
    words:
      'create make need_a need_an want_a want_an have_a have_an set_up setup start_a cut spin_up raise file bring_up add_a_new establish stand..up launch_a_new',
    near: { open: 0.8, add: 0.6, generate: 0.7, write: 0.5, new: 1, install: 0.2, provision: 0.6, apply: 0.35 },
  },
  open: { is: 'make', words: 'open submit propose raise file', near: { create: 0.9, show: 0.4, add: 0.3 } },
  add: { is: 'make', words: 'add include force-add', near: { create: 0.6, stage: 0.8, attach: 0.6 } },
  append: { is: 'make', words: 'append add_to_the_end tack stick insert prepend', near: { write: 0.8, add: 0.3 } },
  stage: { is: 'make', words: 'stage', near: { add: 1 } },
  write: { is: 'make', words: 'write save put_down compose', near: { create: 0.45, generate: 0.6, download: 0.3, comment: 0.7 } },
  generate: { is: 'make', words: 'generate build_me build_a build_an scaffold produce bootstrap draft_up', near: { create: 0.8, write: 0.6 } },
  clone: { is: 'make', words: 'clone', near: {} },
  provision: { is: 'make', words: 'provision', near: { apply: 0.8, create: 0.6, deploy: 0.6 } },
  upload: { is: 'make', words: 'upload send store copy_up', near: { put: 1, copy: 0.5, push: 0.2, sync: 0.4 } },
  put: { is: 'make', words: 'put place', near: { upload: 0.9, write: 0.75, copy: 0.3 } },
  download: { is: 'make', words: 'download pull..down save', near: { get: 0.9, fetch: 0.7 } },
  comment: {
    is: 'make',
    words:
      'comment reply respond answer write_on say tell leave_a_comment add_a_comment put_a_comment write_a_comment post_a_comment make_a_comment leave_a_note add_a_note mention note post chime_in leave_feedback ping remark',
    near: {},
  },
  attach: { is: 'make', words: 'attach grant give assign_the_policy allow_the_role', near: { add: 0.6 } },
  install: { is: 'make', words: 'install roll..out_a_new', near: { deploy: 0.8, create: 0.3 } },
  deploy: { is: 'make', words: 'deploy ship release roll..out rollout push_out', near: { apply: 0.9, install: 0.7, upgrade: 0.5 } },

  apply: { is: 'alter', words: 'apply', near: { deploy: 0.8, provision: 0.7 } },
  commit: { is: 'alter', words: 'commit record finalize finalise check..in save_my_work', near: {} },
  push: { is: 'alter', words: 'push publish share propagate send..up', near: { upload: 0.3 } },
  pull: {
    is: 'alter',
    words:
      'pull fetch_and_merge refresh get_the_latest get_the_newest pull_in update_from get_latest actualise actualize bring_up_to_date get_up_to_date catch_up',
    near: { download: 0.3 },
  },
  checkout: {
    is: 'alter',
    words:
      'checkout check..out go_back_to switch switch_to switch_over_to go_to hop_to move_to change_to jump_to swap_to hop_onto hop_over_to get_onto go_onto change_over_to',
    near: { show: 0.2 },
  },
  merge: { is: 'alter', words: 'merge land integrate combine squash fold bring_in take_in incorporate fast-forward squash-merge rebase-merge blend', near: {} },
  stash: { is: 'alter', words: 'stash shelve park stow put..aside set..aside put..away hide..away tuck..away save_for_later set_aside put_aside', near: {} },
  pop: { is: 'alter', words: 'pop unstash bring..back get..back', near: { stash: 0.9 } },
  branch: { is: 'alter', words: 'branch', near: {} },
  scale: {
    is: 'alter',
    words:
      'scale resize increase decrease reduce set grow shrink bump..to bump..up scale..up scale..down ramp..up ramp..down turn..down augment enlarge downscale upscale lower multiply bring_down_to bring_up_to down_to up_to',
    near: { update: 0.2 },
  },
  restart: { is: 'alter', words: 'restart bounce recycle cycle kick roll', near: { reboot: 0.9, rollout: 0.8 } },
  reboot: { is: 'alter', words: 'reboot power_cycle', near: { restart: 0.9 } },
  start: {
    is: 'alter',
    words: 'start boot turn..on power..on power..up wake..up bring..up launch fire..up switch..on power_on turn_on switch_on spin..up start..up bring_online',
    near: { run: 0.4 },
  },
  stop: {
    is: 'alter',
    words:
      'stop halt hibernate shut..down shutdown turn..off power..off power..down switch..off suspend switch_off turn_off power_off shut_off bring_offline take_offline',
    near: { close: 0.3 },
  },
  upgrade: {
    is: 'alter',
    words: 'upgrade update bump move_to_version install_or_upgrade install_or_update',
    near: { install: 0.2, apply: 0.2, scale: 0.2, set: 0.4 },
  },
  rollback: {
    is: 'alter',
    words: 'rollback roll..back revert undo go_back_to go_back back_out take_back return_to step_back',
    near: { undo: 1, rollout: 0.4, discard: 0.7 },
  },
  discard: { is: 'alter', words: 'discard throw_out', near: { checkout: 0.5 } },
  sync: { is: 'alter', words: 'sync synchronise synchronize mirror replicate bring_in_line', near: { copy: 0.5, upload: 0.4 } },
  copy: { is: 'alter', words: 'copy duplicate cp', near: { upload: 0.6, download: 0.5, clone: 0.2 } },
  forward: { is: 'alter', words: 'forward expose port-forward portforward tunnel pf fwd', near: {} },
  exec: { is: 'alter', words: 'exec execute', near: { run: 1 } },
  execinto: {
    is: 'alter',
    words: 'exec_into open_a_shell start_a_shell get_a_shell shell_into get_into execute_inside run_inside',
    near: { exec: 0.9, run: 0.5 },
  },
  run: { is: 'alter', words: 'run invoke call trigger', near: { exec: 0.9, start: 0.3 } },
  rerun: { is: 'alter', words: 'rerun re-run retry replay run..again start..again', near: { run: 0.7, restart: 0.5 } },
  select: { is: 'alter', words: 'select choose pick', near: { checkout: 0.6 } },
  enable: { is: 'alter', words: 'enable activate', near: { start: 0.3 } },
  disable: { is: 'alter', words: 'disable deactivate', near: { stop: 0.3 } },
  cancel: { is: 'alter', words: 'cancel abort', near: { stop: 0.6 } },
  resume: { is: 'alter', words: 'resume', near: { start: 0.6 } },
  recreate: { is: 'alter', words: 'recreate rebuild re-create', near: { create: 0.5, restart: 0.4 } },
  cherrypick: { is: 'alter', words: 'cherry-pick cherrypick backport', near: { apply: 0.3 } },
  amend: { is: 'alter', words: 'amend redo', near: { commit: 0.7, edit: 0.6 } },
  import: { is: 'alter', words: 'import adopt bring..under bring_under take_over', near: {} },
  init: { is: 'alter', words: 'init initialise initialize prepare re-init reinitialise reinitialize', near: { setup: 0.8 } },
  fmt: { is: 'alter', words: 'fmt format reformat tidy prettify beautify pretty-print reindent align clean_up_the_formatting pretty_print', near: {} },
  fix: { is: 'alter', words: 'fix repair correct remediate auto-fix autofix resolve auto_fix sort_out patch_up harden auto-remediate', near: {} },
  approve: { is: 'alter', words: 'approve accept +1 sign_off sign_off_on lgtm green-light give_my_approval give_a_thumbs_up ok_the', near: { review: 0.7 } },
  forget: { is: 'alter', words: 'forget untrack unmanage stop_managing stop_tracking', near: {} },
  restore: { is: 'alter', words: 'restore put..back put_back recover', near: { rollback: 0.7, checkout: 0.5, pop: 0.5, undo: 0.6 } },
  move: { is: 'alter', words: 'drain cordon uncordon evict taint allow deny permit block transfer overwrite migrate use', near: {} },
  reopen: { is: 'alter', words: 'reopen re-open', near: {} },
  close: { is: 'alter', words: 'close reject decline abandon resolve mark shut wrap..up dismiss', near: { delete: 0.2 } },
  wait: { is: 'look', words: 'wait pause sleep', near: {} },
  ask: { is: 'alter', words: 'ask request assign reassign tag label annotate retitle unlabel', near: {} },
  edit: {
    is: 'alter',
    words: 'edit change modify alter replace rewrite rename move swap reword adjust tweak patch configure',
    near: { write: 0.7, update: 0.4 },
  },

  delete: {
    is: 'remove',
    words: 'delete remove erase drop kill get_rid_of rm dispose_of throw..away scrap trash zap axe ditch eliminate unlink toss',
    near: { uninstall: 0.8, destroy: 0.6, terminate: 0.6, detach: 0.6 },
  },
  destroy: {
    is: 'remove',
    words: 'destroy tear..down teardown take..down demolish bring..down deprovision dismantle',
    near: { delete: 0.6, terminate: 0.7, uninstall: 0.5 },
  },
  uninstall: { is: 'remove', words: 'uninstall deinstall desinstall', near: { delete: 0.6 } },
  terminate: { is: 'remove', words: 'terminate decommission retire', near: { delete: 0.6, destroy: 0.6 } },
  detach: { is: 'remove', words: 'detach revoke take..away withdraw unassign strip take_off take..off unattach', near: { delete: 0.5 } },
  wipe: { is: 'remove', words: 'wipe nuke purge obliterate blow..away empty clear clean..up clean..out flush', near: { delete: 0.9, destroy: 0.8 } },
};

/** Words that are more often a name for a thing than something to do; a verb only where a verb must stand. */
export const nounFirst = new Set(
  'tag request plan log branch merge status template output diff issue release label record file state history import set change difference detail store note tunnel stage copy preview what which who when how is are can may do does did has have why where was were post answer call test count mark watch can say mention whats send'.split(
    ' ',
  ),
);

/** Past forms that do not end in -ed, where they are no other word we know. */
export const irregular: Readonly<Record<string, readonly string[]>> = {
  tear: ['tore', 'torn'],
  take: ['took', 'taken'],
  bring: ['brought'],
  throw: ['threw', 'thrown'],
  give: ['gave', 'given'],
  write: ['wrote', 'written'],
  build: ['built'],
  undo: ['undid', 'undone'],
  spin: ['spun'],
  withdraw: ['withdrew', 'withdrawn'],
  forget: ['forgot', 'forgotten'],
  show: ['shown'],
  hold: ['held'],
  grow: ['grew', 'grown'],
  shrink: ['shrank', 'shrunk'],
  send: ['sent'],
  overwrite: ['overwrote', 'overwritten'],
  blow: ['blew', 'blown'],
  wake: ['woke', 'woken'],
};
