/** The languages that phrases are understood in. A new one is a file beside this and a line here. */
import { compileLocale, type CompiledLocale } from "../grammar/compile";
import type { Locale } from "../grammar/rule";
import { hebrew } from "./he";
import { german } from "./de";
import { english } from "./en";

export const locales: readonly Locale[] = [english, german, hebrew];

const compiled = new Map<string, CompiledLocale>();

/** The grammar for a BCP 47 tag, English where the language is unknown; built on first use. */
export const grammarFor = (tag: string): CompiledLocale => {
  const language = tag.split("-")[0]?.toLowerCase() ?? "en";
  const locale = locales.find((candidate) => candidate.language === language) ?? english;
  let grammar = compiled.get(locale.language);
  if (!grammar) compiled.set(locale.language, (grammar = compileLocale(locale)));
  return grammar;
};
