/** Words of the shell: terminal, flags, what the desktop cannot do. */
export const shell = {
  "shell.unofficial": "Ajar is unofficial and not made by Tedee.",
} as const;
