import { registerHooks } from "node:module";

/** `node --import ./test/power-cuts/without-electron.ts`: `electron-store` finds no Electron, and takes the folder given. */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron"
      ? { url: "data:text/javascript,export default {}", shortCircuit: true }
      : next(specifier, context),
});
