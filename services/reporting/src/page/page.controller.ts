import { ProblemException, Public } from '@millrace/platform/nest';
import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { loadPage } from './page-files.ts';

/** What we need of a Fastify reply. */
interface Reply {
  code(status: number): Reply;
  headers(values: Record<string, string>): Reply;
  send(body?: Buffer): unknown;
}

/** Scripts, styles and connections of our own origin, and nothing else: no inline code, no frames, no forms, no other host. */
const POLICY = [
  "default-src 'none'",
  ...["script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self'"],
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"],
].join('; ');

/** The page: open files without data in them. What they show they ask for with the viewer's token. */
@ApiExcludeController()
@Public()
@Controller()
export class PageController {
  readonly #files = loadPage();

  @Get()
  index(@Headers('if-none-match') known: string | undefined, @Res() reply: Reply): void {
    this.#send('index.html', known, reply);
  }

  @Get('page/:name')
  file(@Param('name') name: string, @Headers('if-none-match') known: string | undefined, @Res() reply: Reply): void {
    this.#send(name, known, reply);
  }

  #send(name: string, known: string | undefined, reply: Reply): void {
    const file = this.#files.get(name);
    if (file === undefined) throw new ProblemException(404, { detail: `the page has no file "${name}"` });
    const { type, etag, body } = file;
    reply.headers({ 'content-type': type, etag, 'cache-control': 'no-cache', 'content-security-policy': POLICY });
    if (known === etag) reply.code(304).send();
    else reply.send(body);
  }
}
