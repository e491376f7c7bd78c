/** Finds sentences in the code of screens, and catalogues that are read too early. */
import { parseSync, Visitor, type ESTree } from "vite";

/** Attributes that are read out or shown. */
const shownAttributes =
  /^(?:aria-(?:label|description|roledescription|valuetext|placeholder)|title|placeholder|alt|label)$/u;

/** Properties and functions whose text is shown: toasts, problems. */
const shownProperties = /^(?:words|label|text|title|problem|message)$/u;
const showingCalls = /^(?:set[A-Z]\w*|announce|toast)$/u;

const isWords = (text: string): boolean => /\p{L}{2,}/u.test(text);
/** Whole sentences are words wherever they are: a capital, several words. */
const isSentence = (text: string): boolean =>
  /^\p{Lu}\p{Ll}*[’']?\p{Ll}* \p{L}+/u.test(text) || /^\p{L}+(?: \p{L}+)+[.!?…]$/u.test(text);

/** Names that are the same in every language and in no catalogue, with the reason. */
const properNames = new Set<string>([
  // A typeface.
  "Barlow Semi Condensed",
]);

type Node = ESTree.Node;

interface Found {
  readonly at: number;
  readonly text: string;
}

/** Texts that an expression may come to: of a choice, both sides. */
function textsOf(node: Node | null | undefined): Found[] {
  switch (node?.type) {
    case "Literal":
      return typeof node.value === "string" ? [{ at: node.start, text: node.value }] : [];
    case "TemplateLiteral": {
      const text = node.quasis.map(({ value }) => value.cooked ?? "").join("…");
      return [{ at: node.start, text }];
    }
    case "ConditionalExpression":
      return [...textsOf(node.consequent), ...textsOf(node.alternate)];
    case "LogicalExpression":
      return [...textsOf(node.left), ...textsOf(node.right)];
    case "JSXExpressionContainer":
    case "ParenthesizedExpression":
    case "TSAsExpression":
      return textsOf(node.expression);
    default:
      return [];
  }
}

/** Sentences in a file that belong into a catalogue, in the order of the text. */
export function hardCoded(file: string, text: string): string[] {
  const found = new Map<number, string>();
  const bugs: (readonly [number, number])[] = [];
  const take = (node: Node | null | undefined, counts: (text: string) => boolean): void => {
    for (const { at, text: words } of textsOf(node)) {
      const bare = words.trim();
      if (counts(bare) && !properNames.has(bare)) found.set(at, bare);
    }
  };
  const { program } = parseSync(file, text);
  new Visitor({
    JSXText(node) {
      if (isWords(node.value)) found.set(node.start, node.value.trim());
    },
    JSXAttribute(node) {
      if (node.name.type === "JSXIdentifier" && shownAttributes.test(node.name.name)) {
        take(node.value, isWords);
      }
    },
    JSXElement(node) {
      for (const child of node.children) {
        if (child.type === "JSXExpressionContainer") take(child, isWords);
      }
    },
    Property(node) {
      if (node.key.type === "Identifier" && shownProperties.test(node.key.name)) {
        take(node.value, (words) => /^\p{Lu}/u.test(words) && isWords(words));
      }
    },
    CallExpression(node) {
      if (node.callee.type !== "Identifier" || !showingCalls.test(node.callee.name)) return;
      for (const argument of node.arguments) {
        take(argument, (words) => /^\p{Lu}/u.test(words) && isWords(words));
      }
    },
    NewExpression(node) {
      // Errors are bugs: nobody is shown one.
      if (node.callee.type === "Identifier" && node.callee.name.endsWith("Error")) {
        bugs.push([node.start, node.end]);
      }
    },
    Literal(node) {
      take(node, isSentence);
    },
    TemplateLiteral(node) {
      take(node, isSentence);
    },
  }).visit(program);
  return [...found]
    .filter(([at]) => !bugs.some(([start, end]) => at >= start && at < end))
    .toSorted(([one], [other]) => one - other)
    .map(([, words]) => words);
}

/** Sentences that a file reads from a catalogue while it is loaded: "t.room.back". */
export function readTooEarly(file: string, text: string): string[] {
  const catalogues = new Set<string>();
  const found: string[] = [];
  let depth = 0;
  const enter = (): void => {
    depth++;
  };
  const leave = (): void => {
    depth--;
  };
  const { program } = parseSync(file, text);
  new Visitor({
    ImportDeclaration(node) {
      if (!/\/strings\/[a-z-]+\.ts$/u.test(node.source.value) || node.importKind === "type") return;
      for (const { local } of node.specifiers) catalogues.add(local.name);
    },
    FunctionDeclaration: enter,
    "FunctionDeclaration:exit": leave,
    FunctionExpression: enter,
    "FunctionExpression:exit": leave,
    ArrowFunctionExpression: enter,
    "ArrowFunctionExpression:exit": leave,
    MemberExpression(node) {
      if (depth > 0) return;
      let root: Node = node;
      while (root.type === "MemberExpression") root = root.object;
      if (root.type === "Identifier" && catalogues.has(root.name)) {
        found.push(text.slice(node.start, node.end));
        catalogues.delete(root.name);
      }
    },
  }).visit(program);
  return found;
}
