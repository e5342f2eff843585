/** `npm run api:render`: writes the API's description to openapi.json, where a change of the API shows in review. */
import { writeFileSync } from "node:fs";
import { describeApi } from "@/app/api/docs/document";

writeFileSync("openapi.json", `${JSON.stringify(describeApi(), null, 2)}\n`);
