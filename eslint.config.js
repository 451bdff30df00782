import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

/** What each room of src-main may import besides itself. */
const ROOMS = {
  core: { rooms: [], packages: ["valibot"] },
  tedee: { rooms: ["core"], packages: ["node:", "ofetch", "valibot"] },
  sync: { rooms: ["core", "tedee"], packages: ["node:"] },
  store: { rooms: ["core"], packages: ["node:", "electron-store", "valibot"] },
  ipc: { rooms: ["core", "sync", "store"], packages: ["node:", "valibot"] },
  shell: { rooms: ["core", "store", "ipc"], packages: ["node:", "electron", "@homebridge/dbus-native"] },
  demo: { rooms: ["core"], files: ["tedee/wire\\.ts"], packages: ["node:", "valibot"] },
};

/** The folders of core/, each of which may import itself and those before it. */
const CORE_FOLDERS = ["lock", "polling", "words", "view", "alerts", "app"];

/** A package by its exact name, or the whole of `node:`. */
const named = (name) => (name.endsWith(":") ? name : `${name}$`);

/** Every import whose text starts with none of the given patterns is an error. */
const importOnly = (patterns, message) => ["error", { patterns: [{ regex: `^(?!${patterns.join("|")})`, message }] }];

// no-restricted-imports sees neither import() nor import("x").Type
const STATIC_IMPORTS_ONLY = {
  selector: "ImportExpression, TSImportType",
  message: "Import at the top of the file, where the boundaries are checked.",
};

const NO_SPREAD_LITERAL = {
  selector: "SpreadElement > ObjectExpression",
  message: "Write the properties out: a spread literal switches TypeScript's check for unknown ones off.",
};

// the one Svelte pattern that the content policy refuses; style directives set properties one by one and pass
const NO_STYLE_ATTRIBUTE = {
  selector: "SvelteAttribute[key.name='style']",
  message: "The content policy refuses a style attribute: use a class or a style directive.",
};

const NO_CLOCK = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: "Time comes in as an argument.",
};

/** A property by its name, in whatever way it is written: set in an object, assigned, or computed from a text. */
const property = (name, message) => [
  { selector: `Property[key.name=${name}], Property[key.value=${name}]`, message },
  {
    selector: `AssignmentExpression > MemberExpression.left:matches([property.name=${name}], [property.value=${name}])`,
    message,
  },
];

/** A member of any object by its name, read or taken out by a pattern. */
const member = (name, message) => [
  { selector: `MemberExpression:matches([property.name=${name}], [property.value=${name}])`, message },
  { selector: `ObjectPattern > Property[key.name=${name}]`, message },
];

/** What would open a way out of the sandbox, or halt the app: written nowhere in src-main, whatever the reason. */
const HARDENED = [
  ...property("/^nodeIntegration/", "No page of Ajar has Node: Electron's own default stays."),
  {
    selector: "Property[key.name=/^(sandbox|contextIsolation)$/][value.value=false]",
    message: "Every page of Ajar is sandboxed and isolated.",
  },
  ...property(
    "/^(webSecurity|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|webviewTag|bypassCSP)$/",
    "Electron's own default is the safe one.",
  ),
  ...member(
    "/^(encryptString|decryptString|isEncryptionAvailable|getSelectedStorageBackend|setUsePlainTextEncryption)$/",
    "Use the async calls: the others block the app, and Electron 46 has them no more.",
  ),
  {
    selector: "ImportDeclaration[source.value=/^electron[/]/]",
    message: "Electron is imported by its one name.",
  },
  {
    selector: "ImportDeclaration[source.value='electron'] > :matches(ImportDefaultSpecifier, ImportNamespaceSpecifier)",
    message: "Name what is used of Electron, so that this file's lint can see it.",
  },
  {
    selector: "ImportDeclaration[source.value=/^(node:)?(module|child_process|vm)$/]",
    message: "Nothing of Ajar loads code by name or starts a program.",
  },
];

// a wait within a function is none at the top
const NO_WAITING = {
  selector: ":matches(Program > *, Program > * > VariableDeclarator) > AwaitExpression",
  message: "Electron is ready only after the entry file has ended: nothing may wait at its top.",
};

const NO_OPENING = {
  selector: "ImportDeclaration[source.value='electron'] > ImportSpecifier[imported.name='shell']",
  message: "Only shell/external-links.ts opens anything outside of Ajar.",
};

/** What holds for every file that is part of the app; only one of them may open anything. */
const EVERYWHERE = [STATIC_IMPORTS_ONLY, NO_SPREAD_LITERAL, ...HARDENED, NO_WAITING];

/** A folder of core/: nothing in it imports upward. */
const coreFolder = (folder, index) => ({
  files: [`src-main/core/${folder}/*.ts`],
  rules: {
    "no-restricted-imports": importOnly(
      ["\\./\\w", `\\.\\./(${CORE_FOLDERS.slice(0, index).join("|")})/\\w`, "valibot$"],
      `core/${folder} may import only itself and ${CORE_FOLDERS.slice(0, index).join(", ") || "valibot"}.`,
    ),
    "no-restricted-syntax": ["error", ...EVERYWHERE, NO_OPENING, NO_CLOCK],
  },
});

/** A room's files at one depth: 0 is src-main/<room>/*.ts, 1 is src-main/<room>/<folder>/*.ts. */
function boundary(room, depth) {
  const { rooms, files = [], packages } = ROOMS[room];
  const up = "\\.\\./".repeat(depth);
  const own = depth === 0 ? ["\\./\\w"] : ["\\./\\w", `${up}\\w`];
  return {
    files: [`src-main/${room}/${"*/".repeat(depth)}*.ts`],
    rules: {
      "no-restricted-imports": importOnly(
        [
          ...own,
          ...rooms.map((other) => `${up}\\.\\./${other}/\\w`),
          ...files.map((file) => `${up}\\.\\./${file}$`),
          ...packages.map(named),
        ],
        `src-main/${room} may import only itself${[...rooms, ...packages].map((x) => `, ${x}`).join("")}.`,
      ),
      "no-restricted-syntax": [
        "error",
        // the demo's own command is no part of the app
        ...(room === "demo" ? EVERYWHERE.filter((rule) => rule !== NO_WAITING) : EVERYWHERE),
        ...(room === "core" ? [NO_OPENING, NO_CLOCK] : [NO_OPENING]),
      ],
    },
  };
}

export default defineConfig(
  globalIgnores(["dist/", "release/", "coverage/", "test-results/"]),
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  ts.configs.stylisticTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: [".svelte"] } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // `() => close()` says what happens; braces around it say nothing more
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // process.env["X"] is what noPropertyAccessFromIndexSignature wants
      "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
    },
  },
  { files: ["src-main/**", "test/**", "assets/**", ".ci/**", "*.{js,ts}"], languageOptions: { globals: globals.node } },
  { files: ["**/*.cjs"], languageOptions: { sourceType: "commonjs" } },
  { files: ["src-renderer/**", "test/component/**"], languageOptions: { globals: globals.browser } },
  { files: ["test/stand-in/page-shim.js", "test/stand-in/desk/*.js"], languageOptions: { globals: globals.browser } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: { "svelte/no-at-html-tags": "error" },
  },
  {
    files: ["**/*.{js,cjs}"],
    extends: [ts.configs.disableTypeChecked],
    rules: { "@typescript-eslint/no-require-imports": "off", "svelte/no-inner-declarations": "off" },
  },

  // Boundaries. A later block replaces the rule of an earlier one, so each file is covered by one block alone;
  // the first denies whatever no room claims.
  {
    files: ["src-main/*/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "Program", message: "No such room, or too deep: name it in ROOMS of eslint.config.js." },
      ],
    },
  },
  ...Object.keys(ROOMS).flatMap((room) => [boundary(room, 0), boundary(room, 1)]),
  {
    files: ["src-main/core/*.ts"],
    rules: {
      "no-restricted-syntax": ["error", { selector: "Program", message: "Put it into one of the folders of core/." }],
    },
  },
  ...CORE_FOLDERS.map(coreFolder),
  {
    files: ["src-main/preload.ts"],
    rules: {
      "no-restricted-imports": importOnly(
        ["electron$", "\\./ipc/(contract|api)\\.ts$"],
        "The preload script may import only electron, ipc/contract and ipc/api.",
      ),
      "no-restricted-syntax": ["error", ...EVERYWHERE, NO_OPENING],
    },
  },
  {
    // what only some people need is loaded when they need it, by the one file that may import every room
    files: ["src-main/index.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        ...EVERYWHERE.filter((rule) => rule !== STATIC_IMPORTS_ONLY),
        {
          selector:
            "ImportExpression[source.type!='Literal'], ImportExpression:not([source.value=/^[.][/]/]), TSImportType",
          message: "Only files of src-main are loaded later, by their own names.",
        },
        NO_OPENING,
      ],
    },
  },
  {
    files: ["src-main/shell/external-links.ts"],
    rules: { "no-restricted-syntax": ["error", ...EVERYWHERE] },
  },
  {
    // the oracle of the soak judges by the design alone: it knows nothing of what it judges
    files: ["test/soak/oracle/**/*.ts"],
    rules: {
      "no-restricted-imports": importOnly(["\\./\\w", "vitest$"], "The oracle may import only itself."),
      "no-restricted-syntax": ["error", STATIC_IMPORTS_ONLY],
    },
  },
  {
    files: ["src-renderer/**/*.{ts,svelte}"],
    rules: {
      "no-restricted-imports": importOnly(
        [
          "svelte(/|$)",
          "\\./\\w",
          "(\\.\\./)+(?!src-main/|test/)\\w",
          "(\\.\\./)+src-main/core/\\w",
          "(\\.\\./)+src-main/ipc/contract\\.ts$",
        ],
        "The window may import only itself, svelte, src-main/core and src-main/ipc/contract.",
      ),
      "no-restricted-syntax": ["error", STATIC_IMPORTS_ONLY, NO_SPREAD_LITERAL, NO_STYLE_ATTRIBUTE],
    },
  },
  {
    files: ["src-main/core/**"],
    rules: {
      "no-restricted-globals": [
        "error",
        ...["fetch", "process", "Buffer", "performance", "console", "setTimeout", "setInterval", "setImmediate"],
      ],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "Time comes in as an argument." },
        { object: "Math", property: "random", message: "Chance comes in as an argument." },
      ],
    },
  },
);
