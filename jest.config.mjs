import nextJest from "next/jest.js";

const withNext = nextJest({ dir: "./" });

/** Shared by every project; the environment of one file is chosen by its `@jest-environment` docblock. */
const base = {
  testEnvironment: "<rootDir>/tests/support/environment.ts",
  moduleNameMapper: { "^@/(.*)$": "<rootDir>/src/$1" },
  modulePathIgnorePatterns: ["<rootDir>/\\.next/"],
  setupFilesAfterEnv: ["<rootDir>/tests/support/setup.ts"],
  globalSetup: "<rootDir>/tests/support/global-setup.ts",
};

const project = async (displayName, testMatch) => ({ ...(await withNext({ ...base, displayName, testMatch })()), displayName });

/** `npm test` needs no service: `unit` alone. `npm run test:integration` adds server Postgres and Redis where their URLs are set. */
export default async () => ({
  projects: [
    await project("unit", [
      "<rootDir>/tests/{lib,app,components,hooks,deploy}/**/*.test.{ts,tsx}",
      "<rootDir>/tests/*.test.ts",
      "<rootDir>/tests/integration/database.test.ts",
    ]),
    await project("integration", ["<rootDir>/tests/integration/**/*.test.ts"]),
    // Built servers in processes of their own; start them one file after the other (npm run test:reliability).
    await project("reliability", ["<rootDir>/tests/reliability/**/*.test.ts"]),
  ],
  // Half of the time of a file is waiting; Jest's own choice on two cores is one worker.
  maxWorkers: "100%",
  // V8 counts for free, but Jest carries every script and its map from worker to parent after each file: three times as slow on the whole.
  coverageProvider: "babel",
  collectCoverageFrom: ["src/lib/**/*.ts"],
});
