/** The plan's logger: Winston's own, with its levels counted and heard on the way. */
import { logAIInteraction, logger, onErrorLogged } from "@/lib/logger";
import { MetricsCollector } from "@/lib/metrics";

test("it is a Winston logger: its levels, its service, its children", () => {
  expect([logger.level, logger.defaultMeta]).toEqual(["info", { service: "perin-ai", environment: "test" }]);
  for (const write of [logger.error, logger.warn, logger.info, logger.http, logger.verbose, logger.debug, logger.silly, logger.log])
    expect(typeof write).toBe("function");
  expect(() => logger.child({ part: "x" }).info("said")).not.toThrow();
  logger.level = "debug";
  expect([logger.level, logger.isLevelEnabled("debug")]).toEqual(["debug", true]);
  logger.level = "info";
});

test("every line is counted by its level, and errors are heard", () => {
  MetricsCollector.reset();
  const heard: string[] = [];
  onErrorLogged((message) => heard.push(message));
  logger.warn("careful");
  logger.error("broken");
  expect(MetricsCollector.snapshot().map(({ labels }) => labels.level)).toEqual(["warn", "error"]);
  expect(heard).toEqual(["broken"]);
});

test("an answered message is one line of the plan's fields, said through the logger that a test can watch", () => {
  const said = jest.spyOn(logger, "info");
  logAIInteraction({ userId: "u", messageCount: 2, responseTime: 5, hasErrors: false });
  expect(said).toHaveBeenCalledWith("AI Interaction", {
    ...{ type: "ai_interaction", userId: "u", messageCount: 2, responseTime: 5, hasErrors: false },
    timestamp: expect.any(String) as string,
  });
  said.mockRestore();
});
