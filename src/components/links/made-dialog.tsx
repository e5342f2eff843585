"use client";
/** A link's address, told this once: to copy, to scan, to hand on. */
import { Check, Copy, Download, Share2 } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { renderSVG } from "uqr";
import { Button, buttonStyles } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { asOthersOpenIt, copyText, opensHereOnly } from "@/hooks/hand-out";
import type { Link } from "@/lib/delegation/contracts";

export interface MadeDialogProps {
  readonly link: Link;
  readonly address: string;
  readonly onClose: () => void;
}

const fileName = (name: string): string => `${name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "link"}.svg`;

export function MadeDialog({ link, address: told, onClose }: MadeDialogProps) {
  const address = asOthersOpenIt(told);
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  // Dark on white in both themes: scanners want it so.
  const picture = useMemo(() => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(renderSVG(address, { border: 2, ecc: "M" }))}`, [address]);
  const copy = async (): Promise<void> => {
    if (await copyText(address)) setCopied(true);
    // What is selected is copied with the keys, or with a long press.
    else field.current?.focus();
  };
  const share = typeof navigator !== "undefined" && "share" in navigator;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`“${link.name}” is ready`}
      description="Copy the address now: Perin keeps only its fingerprint and can’t show it again. A new one can be made at any time."
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className="space-y-4" data-testid="made-link">
        <Input
          ref={field}
          readOnly
          aria-label="Address of the link"
          value={address}
          dir="ltr"
          data-testid="link-address"
          onFocus={(event) => event.target.select()}
        />
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => void copy()}>
            {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
            {copied ? "Copied" : "Copy"}
          </Button>
          {share && (
            <Button onClick={() => void navigator.share({ title: link.purpose || "Find a time with me", url: address }).catch(() => undefined)}>
              <Share2 aria-hidden />
              Share
            </Button>
          )}
          <a href={picture} download={fileName(link.name)} className={buttonStyles({})}>
            <Download aria-hidden />
            QR code
          </a>
        </div>
        {opensHereOnly(address) && (
          <p className="text-sm text-ink-soft">
            This address opens on this computer only. Whoever runs the server sets <code>PUBLIC_URL</code> to the address that others reach it at.
          </p>
        )}
        <p role="status" className="sr-only">
          {copied ? "The address is copied." : ""}
        </p>
        {/* eslint-disable-next-line @next/next/no-img-element -- a drawing made here, nothing to load */}
        <img src={picture} alt="QR code of the address" width={176} height={176} className="mx-auto rounded-lg bg-white p-1" />
      </div>
    </Dialog>
  );
}
