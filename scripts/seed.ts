/** `npm run db:seed -- --demo`: the account that the browser suite and a first look sign in with. It never becomes the operator. */
import { config } from "@/lib/config";
import { closeDatabase } from "@/lib/db";
import { isAppError } from "@/lib/errors";
import { createAccount, findAccountByEmail } from "@/lib/identity/service";
import { migrate } from "@/lib/queries/migrations";

const demo = { name: "Test User", email: "test@example.com", password: "password", zone: "Europe/Berlin", locale: "en-GB", seeded: true };

const seed = async (): Promise<string> => {
  await migrate();
  if (await findAccountByEmail(demo.email)) return `${demo.email} is there already.`;
  await createAccount(demo);
  return `Sign in as ${demo.email} with the password "${demo.password}". Delete this account before others can reach this server.`;
};

const run = async (flags: readonly string[]): Promise<void> => {
  if (!flags.includes("--demo") && config().NODE_ENV !== "test") {
    console.error("This makes an account whose password everybody knows. If that is what you want: npm run db:seed -- --demo");
    process.exitCode = 1;
    return;
  }
  try {
    console.log(await seed());
  } catch (error) {
    console.error(isAppError(error) ? error.message : error);
    process.exitCode = 1;
  } finally {
    await closeDatabase();
  }
};

void run(process.argv.slice(2));
