import next from "eslint-config-next/core-web-vitals";
import tseslint from "typescript-eslint";
import verbsAreGuarded from "./tools/eslint/verbs-are-guarded.mjs";

const impure = "core/ decides; it does not look at the clock, the dice, the network or the environment. Take the value as an argument.";

const noEnv = { selector: 'MemberExpression[object.name="process"][property.name="env"]', message: "Read configuration from @/lib/config." };
const noBareError = { selector: "NewExpression[callee.name='Error']", message: "Throw an AppError: callers need a code, readers need a sentence." };
const plainHttp = {
  selector: "MemberExpression[object.name='crypto'][property.name='randomUUID'], MemberExpression[object.name='navigator'][property.name='clipboard']",
  message: "Browsers have it on secure addresses only, and Perin is opened over plain http at home. Take newId (@/lib/ids) or copyText (@/hooks/hand-out).",
};
const clocksAndDice = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: impure },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: impure },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: impure },
  { selector: "MemberExpression[object.name='Temporal'][property.name='Now']", message: impure },
];
const waiting = {
  selector: "FunctionDeclaration[async=true], ArrowFunctionExpression[async=true], FunctionExpression[async=true]",
  message: "core/ is synchronous: it decides, services wait.",
};
const machinesOfTheMachine = ["fetch", "process", "setTimeout", "setInterval", "crypto", "performance"].map((name) => ({ name, message: impure }));

export default tseslint.config(
  { ignores: ["**/.next/", ".next-*/", "node_modules/", "coverage/", ".data/", "next-env.d.ts", "dist/"] },
  ...next,
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ["src/**/*.{ts,tsx}", "scripts/**/*.ts"] })),
  {
    files: ["src/**/*.{ts,tsx}", "scripts/**/*.ts"],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "no-console": "error",
      "no-restricted-syntax": ["error", noEnv],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // MigrationRunner, MetricsCollector and SecretsManager are the plan's names.
      "@typescript-eslint/no-extraneous-class": ["error", { allowStaticOnly: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },
  { files: ["src/{components,hooks}/**/*.{ts,tsx}"], ignores: ["src/hooks/hand-out.ts"], rules: { "no-restricted-syntax": ["error", noEnv, plainHttp] } },
  { files: ["src/lib/**/*.ts"], rules: { "no-restricted-syntax": ["error", noEnv, noBareError] } },
  {
    files: ["src/lib/*/service.ts", "src/lib/*/*.ts"],
    plugins: { perin: { rules: { "verbs-are-guarded": verbsAreGuarded } } },
    rules: { "perin/verbs-are-guarded": "error" },
  },
  { files: ["src/lib/config/**"], rules: { "no-restricted-syntax": ["error", noBareError] } },
  // Next.js itself hands these their settings through the environment, before any module of ours can run; the command line prints.
  { files: ["src/instrumentation*.ts", "scripts/**/*.ts"], rules: { "no-restricted-syntax": "off", "no-console": "off" } },
  { files: ["tests/**", "bench/**", "tools/**", "*.config.mjs"], rules: { "react-hooks/rules-of-hooks": "off", "import/no-anonymous-default-export": "off" } },
  {
    files: ["src/lib/*/core/**/*.ts"],
    rules: { "no-restricted-globals": ["error", ...machinesOfTheMachine], "no-restricted-syntax": ["error", noEnv, noBareError, ...clocksAndDice, waiting] },
  },
  {
    files: ["src/lib/time/**/*.ts"],
    rules: { "no-restricted-globals": ["error", ...machinesOfTheMachine], "no-restricted-syntax": ["error", noEnv, ...clocksAndDice, waiting] },
  },
);
