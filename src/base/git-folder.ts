/**
 * Whether a path leads into a git repository's own folder, or names it: as any file system may read it. Case and, on
 * Windows, what follows a colon, dots and spaces at the end and the short name `git~1` make no difference there; macOS
 * leaves out characters that are not seen. Source: git's own verify_path, is_ntfs_dotgit and is_hfs_dotgit (github.com/git/git).
 */
export const isInGit = (path: string): boolean =>
  path.split(/[/\\]/).some((part) => /^(?:\.git|git~1)(?:[. ]*(?::.*)?)$/is.test(part.replaceAll(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '')));
