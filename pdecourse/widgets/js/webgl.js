// webgl.js: a two-species field on the graphics card; two float textures take turns as page and target.

/** null where WebGL2 with float textures is missing or, unless `slow` is allowed, is software. */
function webglContext(canvas, slow) {
  const gl = canvas.getContext("webgl2", {
    antialias: false,
    alpha: false,
    depth: false,
    preserveDrawingBuffer: true,
    failIfMajorPerformanceCaveat: !slow,
    powerPreference: "high-performance",
  });
  if (!gl?.getExtension("EXT_color_buffer_float")) return null;
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const renderer = gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  return !slow && /swiftshader|llvmpipe|software|basic render/i.test(renderer) ? null : gl;
}

/** A canvas that once gave a WebGL context never gives "2d", so ask on a scratch canvas. */
function webglWorks(slow) {
  const gl = webglContext(document.createElement("canvas"), slow);
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  return gl !== null;
}

function webglField({ canvas, size, reaction, constants, boundary, palette, range, shown, slow }) {
  const gl = webglContext(canvas, slow);
  const program = (fragments) => {
    const linked = gl.createProgram();
    for (const [type, source] of [[gl.VERTEX_SHADER, VERTICES], [gl.FRAGMENT_SHADER, fragments]]) {
      const shader = gl.createShader(type);
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(linked, shader);
    }
    gl.linkProgram(linked);
    if (!gl.getProgramParameter(linked, gl.LINK_STATUS)) throw Error(gl.getProgramInfoLog(linked));
    return { linked, at: (name) => gl.getUniformLocation(linked, name) };
  };
  const texture = (format, width, height, type, data, filter) => {
    const made = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, made);
    gl.texImage2D(gl.TEXTURE_2D, 0, format, width, height, 0, gl.RGBA, type, data);
    for (const which of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, which, filter);
    for (const which of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, which, gl.CLAMP_TO_EDGE);
    return made;
  };
  const shaders = [stepShader(reaction.glsl, constants, boundary), paintShader(boundary), DRAW_SHADER];
  const [stepping, painting, drawing] = shaders.map(program);
  const uniforms = constants.map((name) => [name, stepping.at(name)]);
  const colours = new Uint8Array(palette.flatMap((hex) => [...rgb(hex), 255]));
  const pages = [0, 1].map(() => texture(gl.RGBA32F, size, size, gl.FLOAT, null, gl.NEAREST));
  const targets = pages.map((page) => {
    const target = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, target);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, page, 0);
    return target;
  });
  const lookup = texture(gl.RGBA8, palette.length, 1, gl.UNSIGNED_BYTE, colours, gl.LINEAR);
  gl.activeTexture(gl.TEXTURE1);
  gl.bindTexture(gl.TEXTURE_2D, lookup);
  gl.activeTexture(gl.TEXTURE0);
  gl.useProgram(drawing.linked);
  gl.uniform1i(drawing.at("palette"), 1);
  gl.uniform1i(drawing.at("shown"), shown);
  gl.uniform2f(drawing.at("range"), ...range);
  gl.viewport(0, 0, size, size);
  const cells = size * size;
  let now = 0;
  const turnPage = () => {
    gl.bindFramebuffer(gl.FRAMEBUFFER, targets[1 - now]);
    gl.bindTexture(gl.TEXTURE_2D, pages[now]);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    now = 1 - now;
  };
  return {
    kind: "webgl",
    step(count, values) {
      gl.useProgram(stepping.linked);
      for (const [name, location] of uniforms) gl.uniform1f(location, values[name]);
      for (let i = 0; i < count; i++) turnPage();
    },
    paint({ x, y, radius, ink, covers }) {
      gl.useProgram(painting.linked);
      gl.uniform3f(painting.at("dab"), x, y, radius);
      gl.uniform2f(painting.at("ink"), ...ink);
      gl.uniform2f(painting.at("covers"), ...covers);
      turnPage();
    },
    draw() {
      gl.useProgram(drawing.linked);
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      gl.bindTexture(gl.TEXTURE_2D, pages[now]);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    },
    read() {
      const texels = new Float32Array(4 * cells); // RGBA float is what every device can read back
      gl.bindFramebuffer(gl.FRAMEBUFFER, targets[now]);
      gl.readPixels(0, 0, size, size, gl.RGBA, gl.FLOAT, texels);
      return Float32Array.from({ length: 2 * cells }, (_, i) => texels[4 * (i % cells) + (i < cells ? 0 : 1)]);
    },
    load(state) {
      const texels = new Float32Array(4 * cells);
      for (let i = 0; i < cells; i++) {
        texels[4 * i] = state[i];
        texels[4 * i + 1] = state[cells + i];
      }
      gl.bindTexture(gl.TEXTURE_2D, pages[now]);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, size, size, gl.RGBA, gl.FLOAT, texels);
    },
    dispose() {
      gl.getExtension("WEBGL_lose_context")?.loseContext();
    },
  };
}
