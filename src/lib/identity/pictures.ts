/** An owner's picture: checked by its bytes, kept small, served as nothing but a picture. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/queries/audit";
import { deletePictureRow, findPictureRow, hasPictureRow, savePictureRow } from "@/lib/queries/profile-pictures";
import { transaction } from "@/lib/queries/transaction";
import type { Actor, PictureType, putPictureEndpoint } from "./contracts";
import { readPicture } from "./core/picture";
import { requireScope } from "./scopes";

export interface Picture {
  readonly type: PictureType;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Sets it anew. Errors: identity/no-picture for what isn't a picture of a kind we show. */
export const putPicture = (actor: Actor, { picture }: z.output<typeof putPictureEndpoint.input>): Promise<z.input<typeof putPictureEndpoint.output>> =>
  transaction(async () => {
    requireScope(actor, "settings");
    const read = readPicture(Buffer.from(picture, "base64"));
    if (read === null) throw new AppError("identity/no-picture");
    const { type, width, height, bytes } = read;
    await savePictureRow(actor.userId, { type, picture: Buffer.from(bytes).toString("base64") });
    await recordAudit(actor, { action: "picture.save", subjectId: actor.userId, after: { type, width, height } });
    return { type, width, height };
  });

export const removePicture = (actor: Actor): Promise<{ removed: boolean }> =>
  transaction(async () => {
    requireScope(actor, "settings");
    const removed = await deletePictureRow(actor.userId);
    if (removed) await recordAudit(actor, { action: "picture.remove", subjectId: actor.userId });
    return { removed };
  });

export const hasPicture = ({ userId }: Pick<Actor, "userId">): Promise<boolean> => hasPictureRow(userId);

/** The picture of the owner whom the actor acts for. Errors: request/not-found where there is none. */
export const getPicture = async ({ userId }: Pick<Actor, "userId">): Promise<Picture> => {
  const stored = await findPictureRow(userId);
  if (stored === null) throw new AppError("request/not-found");
  return { type: stored.type, bytes: new Uint8Array(Buffer.from(stored.picture, "base64")) };
};
