/** Which words of a question can find a memory. What almost every sentence holds finds nothing in particular, so it is left out. */

/** Words of English, German and Hebrew that carry no subject, and those that only speak about remembering. */
const empty = new Set(
  `a about after again all also am an and any are as at be because been before being but by can could did do does doing don't for from get go got had has have
  having he her here hers him his how i i'd i'll i'm i've if in into is isn't it it's its just know let me mine more most my no not now of off on once only or
  our ours out over own please put say said set shall she should so some such take tell than that the their them then there these they this those to too
  under until up us was we were what what's when where which while who whom whose why will with would you your yours
  remember recall forget keep kept told note notes perin memory memories mind anything everything something
  aber als am an auch auf aus bei bin bis bist da das dass dein dem den der des die doch du ein eine einem einen einer er es für hab habe hast hat ich ihr im in
  ist ja kann mein meine mich mir mit nach nicht noch nur ob oder sich sie sind so über um und uns unser vom von vor war was weiß wenn wer wie wir wird wo zu zum zur
  אני אתה את הוא היא אנחנו של על עם מה מי איך איפה מתי למה כי לא כן זה זאת גם או אם יש אין לי לך שלי שלך`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

/** More words than this make a search no sharper. */
const wordsMax = 24;

/** Lower case, without accents: words are compared this way. */
export const folded = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[’]/g, "'").toLowerCase();

/** The words of a question worth looking for, each once, in their order. Empty when it has none. */
export const searchWords = (question: string): string[] => {
  const words = folded(question).match(/[\p{L}\p{N}][\p{L}\p{N}'._-]*/gu) ?? [];
  const bare = words.map((word) => word.replace(/'s$/u, "").replace(/^['._-]+|['._-]+$/gu, ""));
  return [...new Set(bare.filter((word) => word.length > 1 && word.length <= 60 && !empty.has(word)))].slice(0, wordsMax);
};
