"use client";
/** The picture that visitors of the owner's links see. It is cut to a small square here: a camera's file is large, and knows where it was taken. */
import { useRef, useState } from "react";
import { FormAlert } from "@/components/identity/form-alert";
import { Button } from "@/components/ui/button";
import { deletePicture, putPicture } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import { useSaving } from "./use-saving";

const side = 320;
const unreadable = "That file can’t be shown as a picture. Take a PNG, JPEG or WebP.";

/** Base64 of the middle of the picture, as JPEG; null for a file that is none. */
const smallSquare = async (file: File): Promise<string | null> => {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  if (picture === null || pen === null) return null;
  const from = Math.min(picture.width, picture.height);
  canvas.width = canvas.height = side;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, side, side);
  pen.drawImage(picture, (picture.width - from) / 2, (picture.height - from) / 2, from, from, 0, 0, side, side);
  picture.close();
  return canvas.toDataURL("image/jpeg", 0.88).split(",")[1] ?? null;
};

export function PictureForm({ shown: first, name }: { readonly shown: boolean; readonly name: string }) {
  const [shown, setShown] = useState(first);
  /** Makes the browser ask again: the address stays the same. */
  const [version, setVersion] = useState(0);
  const [wrong, setWrong] = useState<string | null>(null);
  const chosen = useRef<string | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const saving = useSaving(() => call(putPicture, { picture: chosen.current ?? "" }), "Saved.");
  const removing = useSaving(() => call(deletePicture, {}), "Removed.");
  const choose = async (given: File | undefined): Promise<void> => {
    if (given === undefined) return;
    chosen.current = await smallSquare(given);
    setWrong(chosen.current === null ? unreadable : null);
    if (chosen.current === null || !(await saving.run())) return;
    setShown(true);
    setVersion((count) => count + 1);
  };
  return (
    <div className="mb-6 flex max-w-md items-center gap-4" data-testid="picture-form">
      {shown ? (
        // eslint-disable-next-line @next/next/no-img-element -- the owner's own, nothing to optimise
        <img
          src={`/api/settings/picture?v=${version}`}
          alt="Your picture"
          width={64}
          height={64}
          className="size-16 shrink-0 rounded-full bg-sunken object-cover"
        />
      ) : (
        <span aria-hidden className="grid size-16 shrink-0 place-items-center rounded-full bg-accent text-xl font-semibold text-accent-ink">
          {Array.from(name)[0]?.toUpperCase()}
        </span>
      )}
      <div className="min-w-0">
        <p className="text-sm text-ink-soft">Visitors of your links see it beside your name.</p>
        <FormAlert text={wrong ?? saving.problem.text ?? saving.problem.fields.picture ?? removing.problem.text} />
        <div className="mt-2 flex flex-wrap gap-2">
          <input
            ref={file}
            type="file"
            accept="image/png,image/jpeg,image/webp"
            aria-label="Picture file"
            className="sr-only"
            tabIndex={-1}
            onChange={(event) => {
              void choose(event.target.files?.[0]);
              event.target.value = "";
            }}
          />
          <Button size="sm" busy={saving.busy} onClick={() => file.current?.click()}>
            {shown ? "Change picture" : "Choose a picture"}
          </Button>
          {shown && (
            <Button size="sm" variant="quiet" busy={removing.busy} onClick={() => void removing.run().then((done) => done && setShown(false))}>
              Remove
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
