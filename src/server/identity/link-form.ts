import { direction, type LanguageTag } from '../../model/language.ts';
import { LEAST_PASSWORD } from '../../model/password.ts';
import type { Messages } from '../../model/ports.ts';
import { escapeHtml } from '../../outputs/pages/escape.ts';
import type { OpenLink } from '../../storage/one-time-links.ts';
import type { Problem } from '../problem.ts';

/** The look of these pages; a file of its own, since the content security policy takes no other. */
export const stylesheet = `:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif }
body { margin: 0; padding: 2rem 1rem; display: grid; justify-content: center }
main { width: min(26rem, 90vw) }
h1 { font-size: 1.4rem }
label { display: block; margin-block: 1rem .25rem; font-weight: 600 }
input { box-sizing: border-box; width: 100%; font: inherit; padding: .5rem }
button { margin-block: 1.5rem; font: inherit; font-weight: 600; padding: .6rem 1.2rem }
.problem { border-inline-start: .25rem solid #c62828; padding-inline-start: .75rem }
`;

/** The form on which a password is chosen. @param before what was wrong with the last attempt, and what stays filled in */
export function formPage(
  messages: Messages,
  language: LanguageTag,
  link: OpenLink,
  before?: { problem: Problem; written: { email?: string; name?: string } },
): string {
  const { person, purpose } = link;
  const field = (name: string, type: string, autocomplete: string, value = '') =>
    `<label for="${name}">${text(messages, `sign-in:link.${name}`)}</label>
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" value="${escapeHtml(value)}" required>`;
  return frame(
    messages,
    language,
    `${before ? problemText(before.problem) : ''}
<p>${text(messages, `sign-in:link.${purpose}`, { name: person?.name ?? '' })}</p>
<form method="post">
${
  person
    ? `<input type="hidden" name="username" autocomplete="username" value="${escapeHtml(person.email)}">`
    : `${field('name', 'text', 'name', before?.written.name)}\n${field('email', 'email', 'username', before?.written.email)}`
}
${field('password', 'password', 'new-password')}
<p>${text(messages, 'sign-in:link.rule', { least: LEAST_PASSWORD })}</p>
${field('again', 'password', 'new-password')}
<button type="submit">${text(messages, 'sign-in:link.choose')}</button>
</form>`,
  );
}

/** What is said when the form was accepted, or when the link leads nowhere. */
export function chosenPage(messages: Messages, language: LanguageTag, problem?: Problem): string {
  return frame(
    messages,
    language,
    problem ? problemText(problem) : `<p role="status">${text(messages, 'sign-in:link.done')}</p>`,
  );
}

function problemText({ title, detail }: Problem): string {
  return `<p class="problem" role="alert">${escapeHtml([title, detail].filter(Boolean).join(' '))}</p>`;
}

function text(messages: Messages, key: string, parameters: Record<string, string | number> = {}): string {
  return escapeHtml(messages(key, parameters));
}

function frame(messages: Messages, language: LanguageTag, body: string): string {
  return `<!doctype html>
<html lang="${language}" dir="${direction(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Interlinear</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
<main>
<h1>${text(messages, 'sign-in:link.title')}</h1>
${body}
</main>
</body>
</html>
`;
}
