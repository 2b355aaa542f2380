package catalogue

// synonyms are phrases of the field that mean the same, one meaning a line; the
// first names it. People search with the word they know.
const synonyms = `kursi roda = wheelchair = kursiroda = wheel chair
kursi = chair = seat
kaki = leg = foot
tangan = hand = arm
toilet = commode = wc = jamban = kloset
tunanetra = netra = buta = tuna netra = sensorik netra = blind = low vision = gangguan penglihatan = visually impaired = visual impairment
tunarungu = rungu = tuli = tuna rungu = sensorik rungu = deaf = gangguan pendengaran = hearing impaired = hearing impairment
tunawicara = wicara = bisu = tuna wicara = sensorik wicara = bicara = speech = gangguan bicara
tunadaksa = daksa = tuna daksa = difabel fisik = disabilitas fisik = lumpuh = cacat fisik = cacat tubuh = paraplegia = physical disability
tunagrahita = grahita = tuna grahita = disabilitas intelektual = down syndrome = sindrom down = keterbelakangan mental = intellectual disability
disabilitas mental = gangguan jiwa = odgj = mental disability
disabilitas = difabel = penyandang disabilitas = disability = cacat = penyandang cacat = disabled
tongkat netra = tongkat putih = tongkat penuntun = white cane = guide cane = tongkat tunanetra = tongkat adaptif
tongkat = cane = walking stick
kruk = tongkat ketiak = crutch = tongkat siku
prostesis = protese = prostetik = kaki palsu = tangan palsu = kaki tiruan = tangan tiruan = prosthesis = prosthetic = artificial leg = artificial limb = prosthetic leg = prosthetic arm
ortosis = ortose = orthosis = afo = kafo = brace = splint
alat bantu dengar = hearing aid = abd = alat dengar
walker = alat bantu jalan = rollator = walking frame = zimmer frame
motor roda tiga = sepeda motor roda tiga = motor tiga roda = tricycle = becak motor = bentor = three wheeled motorcycle
elektrik = listrik = electric = bertenaga listrik = electrical
lansia = lanjut usia = elderly = jompo = usia lanjut = older people
anak = bocah = balita = child = children = kid = pediatrik
kasur antidekubitus = kasur anti dekubitus = kasur dekubitus = kasur angin
kopi = coffee = ngopi
laundry = binatu = penatu = cuci baju = cuci pakaian
tempat tidur = ranjang = bed
kasur = mattress
pegangan tangan = handrail = grab bar = pegangan dinding
papan komunikasi = communication board = aac
sepatu ortopedi = orthopaedic footwear = orthopedic shoes
sepeda tangan = handbike = hand bike
cerebral palsy = lumpuh otak = celebral palsy
autis = autisme = autism
popok = diaper = pampers
pijat = massage
kerajinan = handicraft
roti = bread
kue = cake
kain = cloth = fabric
tas = bag
braille = brail
aplikasi = app = perangkat lunak = software
murah = terjangkau = hemat = cheap = affordable
bantalan = bantal = cushion
getar = vibrating = vibration
komunikasi = communication
mandi = bath = bathing = shower
makan = eating = feeding
surakarta = solo
yogyakarta = jogja = jogjakarta
ketik = keyboard = papan ketik
kacamata = kaca mata = spectacles = glasses
kaca pembesar = lup = magnifier
ramp = bidang miring
alarm = tanda bahaya = tombol darurat
suvenir = cendera mata = oleh oleh = souvenir
jahit = sewing = konveksi
alat = device = equipment
`

// stops are the small words of a question, and those of asking for something. A
// search is not narrowed by them unless it has no others: who needs a wheelchair
// for a child finds one that is described without the words need and for.
const stops = `
dan atau yang untuk utk bagi dengan dgn di ke dari pada oleh dalam para sang ini itu juga akan agar supaya adalah ialah seperti serta sebuah tetapi terhadap
saya aku kami kita anda dia mereka orang seorang yg dr
butuh perlu ingin mau cari mencari minta mohon bisa dapat mendapat mendapatkan cara bagaimana apa apakah dimana mana ada punya buat
beli membeli jual harga gratis
penyandang penderita pasien
the a an of for to in on with and or by from at is are i we you my me need want looking get how find buy free people person persons who
`

// roots are words that others grow from. Those that only look grown, such as
// pengantin or kecap, are roots themselves: what stands here is never cut. The
// single words of synonyms are roots too.
const roots = `
abdi acara adopsi ahli ajak ajar alam alas alasan alat alih alir aman ambil amplas anak anggota angin angka angkat
angkut antar antri antuk anyam arah asah asuh atap atas atur awas awet baca badan bagi bahan bahas bahaya baik bakar
balik balut bangku bangun bantal bantu bareng baring baru basah batas batik batu bawa bayar bayi beban bebas beda
bedak belah belajar belas beli belok belum belut bengkel benih bening bentang bentuk berangkat berani beras berat beri
berita berkah berkas berlian bernas bersih bertanya besar besi betul biaya bicara bilas bimbang bimbing bina binatu
biru bisik bisu bocor bola bongkar bordir buah buat budaya buka buku bulat bungkus buntu bunyi burung busa butuh
cabang cabut cahaya cair cakap campur canting cap cari catat cegah cegat cepat ceria cerita cermin cetak ciprat cipta
coba colok contoh corak cuaca cuci cukur daftar dagang dampak damping dana dapat dapur darurat data datang datar daya
dekat denah dengar depan derita desain deteksi didik digital dinamo dinding dingin dipan diri disiplin ditangani
dongkrak dorong duduk duga dukung dunia duplikat duri edukasi eja elastis elektrik emban empuk enak engsel erat
evaluasi faham fasilitas filter fokus formulir foto fungsi gabah gabung gagang gali gambar ganda ganggu ganti gantung
garam garap garis gaya gelang gelar gelas gembira gendong genggam gerak gerobak gesek geser getar gigi giling gizi
goreng gosok gotong gulung guna gunting gusi habis hadap hadir halang halus hambat handuk hangat hanya hapus harap
harga hasil hemat henti hias hibur hidang hidup hijau hilang himpun hindar hirup hitung hormat hubung hukum huni
identitas ikat ikhtiar ikut impor indra informasi ingat injak inovasi integrasi isi istirahat isyarat izin jabat jadi
jadwal jaga jahit jajan jalan jalin jalur jamin jangka jangkau jari jasa jatuh jejak jelajah jelas jemput jemur jepit
jinjing jual jumlah jumpa junjung kabar kabel kaca kacamata kait kaji kaki kalung kamar kambing kancing kandung karet
karung karya kasih kasur kayuh kebun kecambah kecap kecil kedap kejar kelapa kelas keliling kelola keluar keluarga
keluh kemas kembali kembang kemeja kemudi kemudian kenal kenang kendali kendara kenyang kerajinan keramas keramik
keranjang keras kering keripik kerja kertas kerupuk kesehatan keset ketan ketik khusus kikis kilat kilo kios kipas
kira kirim koleksi kompor komunikasi konsultasi kontrol kopi kopling koreksi kotak kotor kran kualitas kuat kucur
kukus kulit kumpul kumur kunci kuning kunyah kurang kursi kursus kurung kusen label lacak ladang lahir laku lampu
lancar langkah lantai lapang lapangan lapis lapor larang laras lari latih lawan layak layan lekat lelah lemah lemari
lembaga lembar lembut lempar lengan lengkap lengkung lentur lepas lestari letak lidah lihat lilin lilit limbah lindung
lingkar lipat listrik longgar luas lubang luka lukis lumas lumpuh lunak luncur lurus main maju makan makna mandi
mandiri manfaat manik masak massa masuk masyarakat mata mebel medali medan meja melati memori menangani menara
meninggal mentega merah mesin meter milik minat minta minum minyak mirip mobil modal model modifikasi mohon motor
mudah mulai mulia mulut murah musik nada nafas naik napas nasi netral niaga nikmat nilai nyala nyaman nyata obat obrol
olah olahraga operasi optimal organ otomatis otot padat padu pagar paham pahat pakai paket paku palang palsu panas
pandu pangan panggang panggung pangkas panjang pantau papan parkir partisipasi pasang pasar patah patuh payung
pecah peduli pegang peka pekan pelan pelana pelat pelihara pelita peluk pelumas peluru pemuda penanganan pencet pendek
pengantin penggaris penghargaan penjara pensil penting penuh penyakit penyandang penyu peraga perah perahu perak peran
perangkat peras perban percaya percik pergelangan perhati periksa periuk perlu permai permata permen pertama pesan
pesawat peserta pesisir peta petani petir pijak pijat pilah pilih pimpin pindah pindai pinggir pinjam pintu pipa pisah
pisau plester polos pompa popok potong produksi puas pukul pulang pulih puncak pundak punggung pupuk pusat pusing
putar putih raba racik raga raih rajin rajut rakit ramah rambat rambut rampas rancang rancu rangka rangkai ransel
rantai rapat rapi rasa rata rawat rebus regang rehabilitasi rekam rekat remas renang renda rendah rendam rentan
replikasi resap resep ringan ringkas robek robot roda rokok rotan roti ruang rujuk rumah rumput rusak rusuk sablon
sadap sahabat saji sakit saku salin salur sambung sampah samping sampul sandar sangga sangkut sangrai santun sapu
saring sarung sasar sayur sebab sebar sebelah sebuah sebut sedia sedikit segar segel segera sehat sejahtera sejak
sejuk seka sekali sekat sekolah selamat selang seleksi selesai selimut seluruh semangat sembuh semen semir sempit
semprot senam senang sendi sendok seni sentuh sepak sepatu sepeda seragam serah serap serasi serat serbet serta servis
sesuai setir setrika setuju sewa siap sikap sikat siku silang simak simpan sinar singkat siram sirkulasi sisa sisip
sisir siswa sita situs skala sopir sorot sosial stabil standar steril stimulasi suara suhu sulam sulit sumbang sumbat
sumber suntik supir surat suruk surya susu susun susur tabung tabur tahan tajam takar taksir tali taman tambah tambal
tampil tampung tanah tanam tanda tangan tangani tangga tanggul tanggung tangis tangkap tantang tanya tapak tari tarik
tarung tata tatap tawar tebal tebar teduh tegak tegang teguh tekan teknik telaah telapak telepon telinga teliti
telusur teman tembak tembus tempat tempel tempuh temu tenaga tengah tenggelam tenun tepat tepi tepung terang terapi
teras teratai terbit terima termos terong teropong tertib teruk tes tetap tetapi tetes tiang tidur tiga tikar timbang
timbul tinggal tinggi tingkat tipis tirai tiru titip tiup tolak tolong tombol tongkat tonton topang topi toples
transfer tuang tuas tubuh tugas tuju tujuan tukar tulis tumbuh tumit tumpu tunggu tunjuk tuntun turun tusuk tutup
tutur uang ubah uji ukir ukur ulang ulir umum undang unduh unggul ungkap untung upaya urus usaha usap usia usul usung
utama vokasi wadah wangi waras warna warta warung waspada wirausaha wisata wujud
`
