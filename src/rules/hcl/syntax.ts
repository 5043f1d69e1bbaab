import type { TextFile } from '../text.ts';

/** Offsets into the text of its file (UTF-16 units); the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** Its file, where it may be another than that of the block it is a part of. */
  readonly file?: TextFile;
}

/** One link of a traversal after its root: `.name`, `[key]` or a splat, which stands for "each". */
export type Link = { readonly kind: 'name'; readonly name: string } | { readonly kind: 'key'; readonly key: Expr } | { readonly kind: 'each' };

export type Expr = Span &
  (
    | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
    | { readonly kind: 'template'; readonly parts: readonly (string | Expr)[] }
    | { readonly kind: 'list'; readonly items: readonly Expr[] }
    | { readonly kind: 'object'; readonly entries: readonly { readonly key: Expr; readonly value: Expr }[] }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'walk'; readonly from: Expr; readonly links: readonly Link[] }
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expr[]; readonly spread: boolean }
    | { readonly kind: 'if'; readonly condition: Expr; readonly yes: Expr; readonly no: Expr }
    | { readonly kind: 'unary'; readonly op: string; readonly of: Expr }
    | { readonly kind: 'binary'; readonly op: string; readonly left: Expr; readonly right: Expr }
    | {
        readonly kind: 'for';
        readonly keyName: string | undefined;
        readonly valueName: string;
        readonly over: Expr;
        /** Absent: it makes a list. */
        readonly key: Expr | undefined;
        readonly value: Expr;
        readonly when: Expr | undefined;
        readonly grouped: boolean;
      }
    /** Half typed, or outside what is followed: its value can't be known. */
    | { readonly kind: 'broken' }
  );

export interface AttributeSyntax extends Span {
  readonly name: string;
  readonly value: Expr;
}

export interface BlockSyntax extends Span {
  readonly type: string;
  readonly labels: readonly string[];
  /** Just after `{` and at `}`. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** Just after the last label, before `{`. */
  readonly headerEnd: number;
  readonly attributes: ReadonlyMap<string, AttributeSyntax>;
  readonly blocks: readonly BlockSyntax[];
  /** Something in it could not be read, so what is missing in it may only be half typed. */
  readonly broken: boolean;
  readonly file: TextFile;
  /** An override file changed it: it is not as its text says, and its parts may stand in several files. */
  readonly isMerged?: true;
}

export interface TerraformFile {
  readonly file: TextFile;
  readonly blocks: readonly BlockSyntax[];
  /** Top-level assignments: what a `.tfvars` file is made of. */
  readonly attributes: ReadonlyMap<string, AttributeSyntax>;
  readonly comments: readonly Span[];
  /** Places that could not be read. */
  readonly errors: readonly Span[];
}
