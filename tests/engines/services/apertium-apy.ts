import { loud, type Service, spoilt, startService } from './service.ts';

/** wiki.apertium.org: Apertium-apy, /listPairs and /translate. */
export function apyService(): Promise<Service> {
  return startService(
    ({ path, body }, fault) => {
      const pairs = ['eng|spa', 'spa|eng', 'eng|ara', 'ara|eng'];
      if (path === '/listPairs') {
        const responseData = [...pairs, 'spa|eng_US'].map((pair) => {
          const [sourceLanguage, targetLanguage] = pair.split('|');
          return { sourceLanguage, targetLanguage };
        });
        return { body: { responseData, responseDetails: null, responseStatus: 200 } };
      }
      const { langpair = '', q = '', format, markUnknown } = body as Record<string, string>;
      const refuse = (explanation: string) => ({
        status: 400,
        body: { status: 'error', code: 400, message: 'Bad Request', explanation },
      });
      if (!pairs.includes(langpair)) return refuse('That pair is not installed');
      if (format !== 'html') return refuse('That format is not installed');
      const [text] = spoilt([loud(q)], fault);
      const shown = markUnknown === 'yes' ? text?.replace(/\bZORBLAX\b/g, '*ZORBLAX') : text;
      return { body: { responseData: shown === undefined ? {} : { translatedText: shown }, responseStatus: 200 } };
    },
    ({ path }) => path === '/translate',
  );
}
