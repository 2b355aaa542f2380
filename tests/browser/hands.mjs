// What a person does with a page, one deliberate act at a time. The acts are
// counted: a tap, a scan, a field, a submit. Fields are named as they are sent.
import assert from "node:assert/strict";
import { t } from "./words.mjs";

/** The hands of a visitor. */
export class Hands {
  constructor(visitor) {
    this.visitor = visitor;
    this.steps = 0;
  }

  get page() {
    return this.visitor.page;
  }

  /** Types into a field. */
  async type(name, value) {
    this.steps++;
    await this.page.locator(`main [name="${name}"]:not([type=hidden])`).first().fill(value);
  }

  /** Chooses an option of a select or of a group of radio buttons or checkboxes. */
  async pick(name, value) {
    this.steps++;
    const field = this.page.locator(`main [name="${name}"]:not([type=hidden])`);
    if ((await field.first().evaluate((e) => e.tagName)) === "SELECT") await field.selectOption(value);
    else await this.page.locator(`main [name="${name}"][value="${value}"]`).check();
  }

  /** Chooses a file of {name, mimeType, buffer}. */
  async attach(name, file) {
    this.steps++;
    await this.page.locator(`main [name="${name}"]`).setInputFiles(file);
  }

  /** Presses a button that leads to a page, and returns the answer. */
  press(text) {
    return this.lead(this.page.getByRole("button", { name: text, exact: typeof text === "string" }).first());
  }

  /** Follows a link of the content. */
  follow(text) {
    return this.lead(this.page.locator("main").getByRole("link", { name: text, exact: typeof text === "string" }).first());
  }

  async lead(target) {
    this.steps++;
    const [answer] = await Promise.all([this.page.waitForNavigation(), target.click()]);
    return answer;
  }

  /** Opens what is folded away under a text. Reading is not counted. */
  async unfold(text) {
    const fold = this.page.locator("main details", { has: this.page.locator("summary", { hasText: text }) }).first();
    if (!(await fold.evaluate((e) => e.open))) await fold.locator("summary").click();
  }

  /** Types a code as a scanner does: fast keys into whatever has the focus, then Enter. */
  async scan(code, end = "Enter") {
    this.steps++;
    await this.page.keyboard.type(code);
    await this.page.keyboard.press(end);
  }

  /** Fails when more acts were needed than a flow may cost, and counts anew. */
  spent(most, flow) {
    const steps = this.steps;
    this.steps = 0;
    assert.ok(steps <= most, `${flow} took ${steps} steps, ${most} are enough`);
  }
}

/** Signs an account in through the form and expects to leave the sign-in page. */
export async function signIn(visitor, account) {
  const { page } = visitor;
  await visitor.go("/masuk");
  await page.locator("main input[name=name]:not([type=hidden])").fill(account.name);
  await page.locator("main input[type=password]").fill(account.password);
  await Promise.all([page.waitForNavigation(), page.locator("main form").first().getByRole("button", { name: t("session.enter"), exact: true }).click()]);
  assert.notEqual(new URL(page.url()).pathname, "/masuk", `${account.name} was not let in`);
  return new Hands(visitor);
}

/** Enters as the sample account of a role, with one tap. */
export async function enterAs(visitor, role) {
  const { page } = visitor;
  await visitor.go("/masuk");
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: t(`role.${role}`), exact: true }).first().click()]);
  return new Hands(visitor);
}
