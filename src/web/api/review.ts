import { queryOptions } from '@tanstack/react-query';
import { request } from './client.ts';

/** How often the desk approves targets before they are published. */
export const reviewSettings = queryOptions({
  queryKey: ['review settings'],
  queryFn: ({ signal }) => request<{ reviewSteps: number }>('GET', '/v1/review/settings', { signal }),
});
