/** The glyph's name in the name of an image's file, as "secure" in "secure-light-24.png" or "secureTemplate.png". */
export const glyphOf = (file: string): string => /^[a-z]+/.exec(file)?.[0] ?? "";
