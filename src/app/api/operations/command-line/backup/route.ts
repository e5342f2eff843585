/** A backup of the database that this server holds, asked for by `perin backup`. */
import { requireControlToken } from "@/app/_composition/control-token";
import { notAllowed, route } from "@/app/_composition/route";
import { commandLineBackupEndpoint } from "@/lib/operations/contracts";
import { backupPath, makeBackup } from "@/lib/operations/service";

export const POST = route(commandLineBackupEndpoint, ({ input, request }) => {
  requireControlToken(request);
  return makeBackup({ path: input.path ?? backupPath(), withoutSecrets: input.withoutSecrets });
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
