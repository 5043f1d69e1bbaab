/** The parts of Handlebars' syntax tree that this room works with, as a closed union. Lines count from 1, columns from 0. */
export interface Place {
  readonly start: { readonly line: number; readonly column: number };
}

interface At {
  readonly loc: Place;
}

export interface Program {
  readonly type: 'Program';
  readonly body: readonly Statement[];
  readonly blockParams?: readonly string[];
}

export type Statement = Content | Comment | Mustache | Block | Partial | PartialBlock | Decorator | DecoratorBlock;

export interface Content extends At {
  readonly type: 'ContentStatement';
  readonly value: string;
}
export interface Comment extends At {
  readonly type: 'CommentStatement';
}
export interface Call extends At {
  readonly path: Path | Literal;
  readonly params: readonly Expression[];
  readonly hash?: { readonly pairs: readonly HashPair[] };
}
export interface HashPair extends At {
  readonly key: string;
  readonly value: Expression;
}
export interface Mustache extends Call {
  readonly type: 'MustacheStatement';
}
export interface Block extends Call {
  readonly type: 'BlockStatement';
  readonly program?: Program;
  readonly inverse?: Program;
}
export interface Partial extends At {
  readonly type: 'PartialStatement';
  readonly name: Path | Subexpression | Literal;
  readonly params: readonly Expression[];
  readonly hash?: { readonly pairs: readonly HashPair[] };
  /** White space to put before each of its lines. */
  readonly indent: string;
}
export interface PartialBlock extends At {
  readonly type: 'PartialBlockStatement';
}
export interface Decorator extends At {
  readonly type: 'Decorator';
}
export interface DecoratorBlock extends Call {
  readonly type: 'DecoratorBlock';
  readonly program: Program;
}

export type Expression = Path | Literal | Subexpression;

export interface Subexpression extends Call {
  readonly type: 'SubExpression';
}
export interface Path extends At {
  readonly type: 'PathExpression';
  /** `@index` and its like. */
  readonly data: boolean;
  /** How many `../`. */
  readonly depth: number;
  readonly parts: readonly string[];
  readonly original: string;
}
export type Literal =
  | (At & { readonly type: 'StringLiteral'; readonly value: string })
  | (At & { readonly type: 'NumberLiteral'; readonly value: number })
  | (At & { readonly type: 'BooleanLiteral'; readonly value: boolean })
  | (At & { readonly type: 'UndefinedLiteral' })
  | (At & { readonly type: 'NullLiteral' });

/** A name that could be a helper: one part, not `this.x`, `./x`, `../x` or `@x`. */
export const simpleName = (path: Path | Literal): string | undefined =>
  path.type === 'PathExpression' && !path.data && path.depth === 0 && path.parts.length === 1 && !isScoped(path) ? path.parts[0] : undefined;

/** `this.x`, `./x`: always of the context, never a helper or a block parameter. */
export const isScoped = (path: Path): boolean => /^\.|^this\b/.test(path.original);

/** Name of the inline partial a call means; `undefined` when it is worked out at run time. */
export const partialName = ({ name }: Partial): string | undefined => {
  if (name.type === 'PathExpression') return name.original;
  return name.type === 'StringLiteral' || name.type === 'NumberLiteral' ? String(name.value) : undefined;
};

/** The inline partials a program defines, by name. */
export const inlinePartials = (program: Program): Map<string, Program> =>
  new Map(program.body.flatMap((node) => (node.type === 'DecoratorBlock' ? [[inlineName(node), node.program] as const] : [])));

export const inlineName = ({ params }: DecoratorBlock): string => {
  const name = params[0];
  return name?.type === 'StringLiteral' ? name.value : '';
};

/** `:line:column`, both counted from 1. */
export const at = ({ start }: Place): string => `:${start.line}:${start.column + 1}`;
