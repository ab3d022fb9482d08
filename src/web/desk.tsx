import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Problem } from './api/client.ts';
import { KeyBoardProvider } from './keys/key-board.tsx';
import { makeRouter } from './router.tsx';
import { AnnouncerProvider } from './shell/announcer.tsx';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) => error instanceof Problem && error.away && count < 3,
      refetchOnWindowFocus: true,
      staleTime: 5_000,
    },
  },
});

const router = makeRouter(queries);

/** The whole desk: what every screen stands on. */
export function Desk() {
  return (
    <QueryClientProvider client={queries}>
      <KeyBoardProvider>
        <AnnouncerProvider>
          <RouterProvider router={router} />
        </AnnouncerProvider>
      </KeyBoardProvider>
    </QueryClientProvider>
  );
}
