import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Shell } from './shell/shell.tsx';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Shell });

/** A screen: one line here, one file in screens/, loaded when it is first gone to. */
const screens = [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    component: lazyRouteComponent(() => import('./screens/inbox/inbox.tsx'), 'Inbox'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/articles/$article/changes',
    component: lazyRouteComponent(() => import('./screens/source-changed/source-changed.tsx'), 'SourceChanged'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/articles/$article/$language',
    component: lazyRouteComponent(() => import('./screens/editor/editor.tsx'), 'Editor'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/jobs',
    component: lazyRouteComponent(() => import('./screens/jobs/jobs.tsx'), 'Jobs'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/memory',
    component: lazyRouteComponent(() => import('./screens/memory/memory.tsx'), 'Memory'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/glossary',
    component: lazyRouteComponent(() => import('./screens/glossary/glossary.tsx'), 'Glossary'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/quality',
    component: lazyRouteComponent(() => import('./screens/quality/quality.tsx'), 'Quality'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/administration',
    component: lazyRouteComponent(() => import('./screens/administration/administration.tsx'), 'Administration'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/administration/$section',
    component: lazyRouteComponent(() => import('./screens/administration/administration.tsx'), 'Administration'),
  }),
] as const;

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren(screens),
    basepath: '/desk',
    context: { queries },
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
