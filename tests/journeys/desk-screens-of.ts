const SECTIONS = ['people', 'keys', 'desk', 'desks', 'engines', 'styles', 'destinations', 'webhooks', 'audit'];

/** The address of every screen behind the sign-in. @param story ARTICLE/LANGUAGE */
export function screensOf(story: string): string[] {
  const [article] = story.split('/');
  return [
    '',
    `articles/${story}`,
    `articles/${article}/en`,
    `articles/${article}/changes`,
    'jobs',
    'memory',
    'glossary',
    'quality',
    ...SECTIONS.map((section) => `administration/${section}`),
  ];
}
