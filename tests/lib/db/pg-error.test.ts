import { AppError } from "@/lib/errors";
import { isPgError, translatePgError, unavailable } from "@/lib/db/pg-error";

const pgError = (code: string): Error => Object.assign(new Error("the database's words"), { code });

test.each([
  ["40P01", "db/busy"],
  ["55P03", "db/busy"],
  ["40001", "db/busy"],
  ["57014", "db/busy"],
  ["53300", "db/busy"],
  ["23P01", "db/conflict"],
  ["23503", "db/conflict"],
  ["53100", "db/disk-full"],
  ["ENOSPC", "db/disk-full"],
  ["57P01", "db/unavailable"],
  ["08006", "db/unavailable"],
  ["3D000", "db/unavailable"],
  ["ECONNREFUSED", "db/unavailable"],
  ["EPIPE", "db/unavailable"],
  ["22021", "request/invalid"],
  ["22P05", "request/invalid"],
  ["22008", "request/invalid"],
  ["22009", "request/invalid"],
  ["42P01", "internal/unexpected"],
  ["23505", "internal/unexpected"],
])("%s becomes %s and keeps its own error as the cause", (code, expected) => {
  const error = pgError(code);
  expect(translatePgError(error)).toMatchObject({ code: expected, cause: error });
});

test("busy and away say when to come back; an AppError passes unchanged", () => {
  expect(translatePgError(pgError("55P03")).retryAfterSeconds).toBe(1);
  expect(unavailable(new TypeError("x")).retryAfterSeconds).toBe(2);
  const own = new AppError("db/busy");
  expect(translatePgError(own)).toBe(own);
  expect(unavailable(own)).toBe(own);
});

test("the code is found behind wrappers, and an operating system's code is none of PostgreSQL's", () => {
  expect(isPgError(new AppError("internal/unexpected", { cause: pgError("23505") }), "23505")).toBe(true);
  expect(isPgError(pgError("EPIPE"), "EPIPE")).toBe(false);
  expect(isPgError("text", "23505")).toBe(false);
});
