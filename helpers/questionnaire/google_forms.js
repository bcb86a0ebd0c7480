/*
 * Makes the questionnaire as a Google Form. In Google Drive choose New > More > Google Apps Script, put this whole text in
 * place of what stands there, press Run, and allow it to make forms. The link to the form then stands in the log below.
 */
function buildQuestionnaire() {
  const form = FormApp.create(QUESTIONNAIRE.title);
  form.setDescription(QUESTIONNAIRE.description);
  form.setConfirmationMessage(QUESTIONNAIRE.closing);
  form.setCollectEmail(false);
  form.setProgressBar(true);
  form.setShowLinkToRespondAgain(false);
  const breaks = QUESTIONNAIRE.pages.map((page, at) => addPage(form, page, at));
  QUESTIONNAIRE.pages.forEach((page, at) => {
    const last = page.items[page.items.length - 1];
    if (last && last.leads) {
      setLeads(breaks[at].lastItem, last, breaks);
    }
  });
  Logger.log('The form is made. To look at it and change it: ' + form.getEditUrl());
  return form;
}

function addPage(form, page, at) {
  let pageBreak = null;
  if (at > 0) {
    pageBreak = form.addPageBreakItem().setTitle(page.title).setHelpText(page.help);
    if (page.isAfterEnd) {
      pageBreak.setGoToPage(FormApp.PageNavigationType.SUBMIT);
    }
  }
  let lastItem = null;
  page.items.forEach((item) => {
    if (item.introduction) {
      form.addSectionHeaderItem().setTitle(item.introduction);
    }
    lastItem = addItem(form, item);
  });
  return { pageBreak: pageBreak, lastItem: lastItem };
}

function addItem(form, item) {
  const added = {
    choice: () => form.addMultipleChoiceItem().setChoiceValues(item.choices),
    ticks: () => form.addCheckboxItem().setChoiceValues(item.choices),
    grid: () => form.addGridItem().setRows(item.rows).setColumns(item.choices),
    number: () => form.addTextItem().setValidation(numberFrom(item)),
    text: () => form.addTextItem(),
    long: () => form.addParagraphTextItem(),
  }[item.kind]();
  return added.setTitle(item.title).setHelpText(item.help).setRequired(item.isRequired);
}

function numberFrom(item) {
  return FormApp.createTextValidation()
    .setHelpText(item.range)
    .requireNumberBetween(item.low, item.high)
    .build();
}

function setLeads(added, item, breaks) {
  added.setChoices(
    item.choices.map((text, at) => {
      const leads = item.leads[at];
      return added.createChoice(text, leads === 'end' ? FormApp.PageNavigationType.SUBMIT : breaks[leads].pageBreak);
    })
  );
}
