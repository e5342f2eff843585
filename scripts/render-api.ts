/** `npm run api:render`: writes the API's description to openapi.json, where a change of the API shows in review. */
import { readFileSync, writeFileSync } from "node:fs";
import { describeApi } from "@/app/api/docs/document";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
writeFileSync("openapi.json", `${JSON.stringify(describeApi(version), null, 2)}\n`);
