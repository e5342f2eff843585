/**
 * A service verb that opens a transaction changes somebody's data, so it must also ask whether it may
 * (`requireScope`) and write down that it did (`recordAudit`). This looks at each exported function of a room's
 * own files (not core/, not queries/) and reports one that calls `transaction` without both.
 */
const called = (text, name) => new RegExp(`\\b${name}\\s*\\(`).test(text);

export default {
  meta: {
    type: "problem",
    schema: [],
    messages: { unguarded: "{{verb}} opens a transaction without {{missing}}." },
  },
  create(context) {
    const check = (node, verb) => {
      const text = context.sourceCode.getText(node);
      if (!called(text, "transaction")) return;
      const missing = ["requireScope", "recordAudit"].filter((name) => !called(text, name));
      if (missing.length > 0) context.report({ node, messageId: "unguarded", data: { verb, missing: missing.join(" and ") } });
    };
    return {
      ExportNamedDeclaration(node) {
        const declaration = node.declaration;
        if (declaration?.type === "FunctionDeclaration") check(declaration, declaration.id.name);
        if (declaration?.type !== "VariableDeclaration") return;
        for (const { id, init } of declaration.declarations) {
          if (init?.type === "ArrowFunctionExpression" || init?.type === "FunctionExpression") check(init, id.name);
        }
      },
    };
  },
};
