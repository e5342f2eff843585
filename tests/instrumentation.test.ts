import { openHouse } from "@/instrumentation-node";
import { closeAll, rereadConfig } from "@/lib/config";
import { neededSetupCode } from "@/lib/identity/service";

jest.setTimeout(30_000);

const saidBy = async (host: string): Promise<readonly string[]> => {
  process.env.HOST = host;
  rereadConfig();
  const said = jest.spyOn(console, "log").mockImplementation(() => undefined);
  await openHouse();
  const lines = said.mock.calls.map(([line]) => String(line));
  said.mockRestore();
  return lines;
};
afterAll(async () => {
  await closeAll();
  delete process.env.HOST;
  rereadConfig();
});

test("a server that listens beyond this machine says the set-up code at its start, however it is started; another says nothing", async () => {
  expect(await saidBy("127.0.0.1")).toEqual([]);
  const lines = await saidBy("0.0.0.0");
  expect(lines).toEqual([`The first account needs this set-up code: ${await neededSetupCode()}`]);
  expect(lines[0]).toMatch(/: [2-9A-Z]{5}-[2-9A-Z]{5}$/);
});
