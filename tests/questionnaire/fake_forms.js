// Google's FormApp as far as the script uses it: it remembers what it is told, and objects where Google would.
const fs = require('fs');
const vm = require('vm');

const items = [];
const said = {};
const log = [];

function item(kind) {
  const held = { kind, title: '', help: '', isRequired: false, choices: [], rows: [], columns: [], goesTo: null };
  const set = (name) => (value) => {
    held[name] = value;
    return made;
  };
  const distinct = (texts) => {
    if (!texts.length || texts.some((text) => !text) || new Set(texts).size !== texts.length) {
      throw new Error(`choices have to differ and say something: ${texts}`);
    }
    return texts;
  };
  const made = {
    held,
    setTitle: set('title'),
    setHelpText: set('help'),
    setRequired: set('isRequired'),
    setValidation: set('validation'),
    setRows: (texts) => set('rows')(distinct(texts)),
    setColumns: (texts) => set('columns')(distinct(texts)),
    setChoiceValues: (texts) => set('choices')(distinct(texts).map((text) => ({ text }))),
    setChoices: (choices) => {
      distinct(choices.map((choice) => choice.text));
      return set('choices')(choices);
    },
    createChoice: (text, leads) => {
      if (!leads) {
        throw new Error(`${text} leads nowhere`);
      }
      return { text, leads: leads.held ? items.indexOf(leads.held) : leads };
    },
    setGoToPage: set('goesTo'),
  };
  items.push(held);
  return made;
}

const form = { getEditUrl: () => 'the form' };
for (const kind of ['PageBreak', 'SectionHeader', 'MultipleChoice', 'Checkbox', 'Grid', 'Text', 'ParagraphText']) {
  form[`add${kind}Item`] = () => item(kind);
}
for (const name of ['Description', 'ConfirmationMessage', 'CollectEmail', 'ProgressBar', 'ShowLinkToRespondAgain']) {
  form[`set${name}`] = (value) => {
    said[name] = value;
    return form;
  };
}

globalThis.FormApp = {
  PageNavigationType: { SUBMIT: 'SUBMIT' },
  create: (title) => {
    said.title = title;
    return form;
  },
  createTextValidation: () => {
    const held = {};
    const made = {
      setHelpText: (text) => Object.assign(made, { text: (held.text = text) }) && made,
      requireNumberBetween: (low, high) => Object.assign(held, { low, high }) && made,
      build: () => held,
    };
    return made;
  },
};
globalThis.Logger = { log: (text) => log.push(text) };
vm.runInThisContext(`${fs.readFileSync(process.argv[2], 'utf8')}\nbuildQuestionnaire();`);
process.stdout.write(JSON.stringify({ said, items, log }));
