/** One choice out of a few, as a control shows it. */
export interface ChoiceProps<Value> {
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly value: Value;
  /** The id of the text that names the choice. */
  readonly labelledby: string;
  readonly onchange: (value: Value) => void;
}
