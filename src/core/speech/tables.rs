//! What officialese shortens, and the words its figures stand among.

/// Abbreviations of provincial officialese. What joins their parts is left out here: `KT-XH`, `KT - XH` and `KT&XH` are
/// looked up as `KTXH`. A point behind one marks those that are written with it (`TP. Móng Cái`).
pub(super) const ABBREVIATIONS: &str = "UBND=ủy ban nhân dân
HĐND=hội đồng nhân dân
MTTQ=mặt trận tổ quốc
MTTQVN=mặt trận tổ quốc Việt Nam
UBMTTQ=ủy ban mặt trận tổ quốc
UBKT=ủy ban kiểm tra
UBTVQH=ủy ban thường vụ quốc hội
ĐBQH=đại biểu quốc hội
BCH=ban chấp hành
BCHQS=ban chỉ huy quân sự
BTV=ban thường vụ
BCĐ=ban chỉ đạo
BQL=ban quản lý
BTC=ban tổ chức
BGH=ban giám hiệu
BĐBP=bộ đội biên phòng
LLVT=lực lượng vũ trang
CAND=công an nhân dân
QĐND=quân đội nhân dân
CSGT=cảnh sát giao thông
QLTT=quản lý thị trường
QLNN=quản lý nhà nước
TAND=tòa án nhân dân
VKSND=viện kiểm sát nhân dân
LĐLĐ=liên đoàn lao động
LHPN=liên hiệp phụ nữ
CCB=cựu chiến binh
ĐVTN=đoàn viên thanh niên
TNCS=thanh niên cộng sản
TNTP=thiếu niên tiền phong
TNXP=thanh niên xung phong
TW=trung ương
TƯ=trung ương
TTg=thủ tướng
VN=Việt Nam
XHCN=xã hội chủ nghĩa
CHXHCN=cộng hòa xã hội chủ nghĩa
TTXVN=thông tấn xã Việt Nam
TP.=thành phố
Tp.=thành phố
TX.=thị xã
HCM=Hồ Chí Minh
KTXH=kinh tế xã hội
CTXH=chính trị xã hội
CTMTQG=chương trình mục tiêu quốc gia
KT=kinh tế
QPAN=quốc phòng an ninh
ANQP=an ninh quốc phòng
ANTT=an ninh trật tự
ANCT=an ninh chính trị
TTATXH=trật tự an toàn xã hội
ATGT=an toàn giao thông
TTATGT=trật tự an toàn giao thông
TTCN=tiểu thủ công nghiệp
CNTTCN=công nghiệp, tiểu thủ công nghiệp
CNHHĐH=công nghiệp hóa, hiện đại hóa
XD=xây dựng
XDCB=xây dựng cơ bản
GPMB=giải phóng mặt bằng
KCN=khu công nghiệp
CCN=cụm công nghiệp
KKT=khu kinh tế
KTCK=kinh tế cửa khẩu
XNK=xuất nhập khẩu
XNC=xuất nhập cảnh
DN=doanh nghiệp
DNNN=doanh nghiệp nhà nước
HTX=hợp tác xã
TNHH=trách nhiệm hữu hạn
SXKD=sản xuất kinh doanh
GTSX=giá trị sản xuất
NSNN=ngân sách nhà nước
GTGT=giá trị gia tăng
TNCN=thu nhập cá nhân
TNDN=thu nhập doanh nghiệp
QSDĐ=quyền sử dụng đất
NTM=nông thôn mới
NNPTNT=nông nghiệp và phát triển nông thôn
TNMT=tài nguyên và môi trường
NNMT=nông nghiệp và môi trường
BVMT=bảo vệ môi trường
VSMT=vệ sinh môi trường
GTVT=giao thông vận tải
KHĐT=kế hoạch và đầu tư
KHCN=khoa học và công nghệ
TTTT=thông tin và truyền thông
LĐTBXH=lao động, thương binh và xã hội
VHTT=văn hóa thông tin
VHTTDL=văn hóa, thể thao và du lịch
VHVN=văn hóa văn nghệ
TDTT=thể dục thể thao
GDĐT=giáo dục và đào tạo
GDTX=giáo dục thường xuyên
THCS=trung học cơ sở
THPT=trung học phổ thông
THTHCS=tiểu học và trung học cơ sở
THCSTHPT=trung học cơ sở và trung học phổ thông
PTDTNT=phổ thông dân tộc nội trú
PTDTBT=phổ thông dân tộc bán trú
ĐH=đại học
HSG=học sinh giỏi
CBCC=cán bộ, công chức
CBCCVC=cán bộ, công chức, viên chức
CCVC=công chức, viên chức
BHXH=bảo hiểm xã hội
BHYT=bảo hiểm y tế
BHTN=bảo hiểm thất nghiệp
BTXH=bảo trợ xã hội
BVĐK=bệnh viện đa khoa
TTYT=trung tâm y tế
CSSK=chăm sóc sức khỏe
KHHGĐ=kế hoạch hóa gia đình
ATTP=an toàn thực phẩm
VSATTP=vệ sinh an toàn thực phẩm
PCCC=phòng cháy, chữa cháy
PCCN=phòng chống cháy nổ
CNCH=cứu nạn, cứu hộ
PCTT=phòng chống thiên tai
TKCN=tìm kiếm cứu nạn
PCTN=phòng chống tham nhũng
CNTT=công nghệ thông tin
CĐS=chuyển đổi số
CCHC=cải cách hành chính
TTHC=thủ tục hành chính
DVC=dịch vụ công
CCCD=căn cước công dân
QPPL=quy phạm pháp luật
VBQPPL=văn bản quy phạm pháp luật
CLB=câu lạc bộ
QĐ=quyết định
NQ=nghị quyết
NĐ=nghị định
QL=quốc lộ
TS.=tiến sĩ
ThS.=thạc sĩ
PGS.=phó giáo sư
GS.=giáo sư
BS.=bác sĩ
NSND=nghệ sĩ nhân dân
NSƯT=nghệ sĩ ưu tú
NGND=nhà giáo nhân dân
NGƯT=nhà giáo ưu tú
USD=đô la Mỹ
VND=đồng
VNĐ=đồng
NDT=nhân dân tệ
CNY=nhân dân tệ
EUR=ơ rô";

/// Kinds of documents, in a document's sign only: in front of `-` or `/` and another abbreviation (`53/KH-UBND`).
pub(super) const KINDS: &str = "TT=thông tư
TTLT=thông tư liên tịch
CT=chỉ thị
CTr=chương trình
KH=kế hoạch
TB=thông báo
BC=báo cáo
CV=công văn
CĐ=công điện
TTr=tờ trình
HD=hướng dẫn
KL=kết luận
QC=quy chế
ĐA=đề án
GM=giấy mời";

/// Who issued a document, in its sign only. (`TU` has a rule of its own.)
pub(super) const ISSUERS: &str = "CP=chính phủ
QH=quốc hội
HU=huyện ủy
ThU=thành ủy
ĐU=đảng ủy
BTC=bộ tài chính
BNV=bộ nội vụ
BYT=bộ y tế
BCT=bộ công thương
BCA=bộ công an
BQP=bộ quốc phòng
BTP=bộ tư pháp";

/// Short forms with a mark inside.
pub(super) const SHORT: [(&str, &str); 9] = [
    ("v.v.", "vân vân"),
    ("v.v", "vân vân"),
    ("v/v", "về việc"),
    ("V/v", "về việc"),
    ("đ/c", "đồng chí"),
    ("Đ/c", "đồng chí"),
    ("t/m", "thay mặt"),
    ("T.Ư", "trung ương"),
    ("T.W", "trung ương"),
];

/// Units. Those of one letter, and `ha`, count only behind a figure or a stroke.
pub(super) const UNITS: &str = "m=mét
km=ki lô mét
Km=ki lô mét
KM=ki lô mét
cm=xăng ti mét
mm=mi li mét
ha=héc ta
Ha=héc ta
g=gam
kg=ki lô gam
Kg=ki lô gam
mg=mi li gam
l=lít
ml=mi li lít
đ=đồng
h=giờ
s=giây
kW=ki lô oát
kWh=ki lô oát giờ
kV=ki lô vôn
MW=mê ga oát";

/// What is counted by: behind a stroke these are "a year", "a head".
pub(super) const PER: &str =
    " năm quý tháng tuần ngày giờ phút giây người hộ lớp lần lượt suất con xe chiếc vụ cây sào phòng tấn tạ lít cái ";

/// Words of size, between a figure and its unit.
pub(super) const SIZES: &str = " chục trăm nghìn ngàn vạn triệu tỷ tỉ ";

/// Behind these, `6/9` is a date that needs no "ngày".
pub(super) const DAY: &str = " ngày Ngày mồng mùng sáng Sáng trưa Trưa chiều Chiều tối Tối đêm Đêm hôm Hôm ";

/// Behind these, `3/4` is a date and `9/2019` a month.
pub(super) const WHEN: &str =
    " từ Từ đến Đến tới trước Trước sau Sau vào Vào dịp Dịp lễ Lễ khánh đầu Đầu cuối Cuối giữa hết trong kể ";

/// Behind these, `2-9` is a date, too.
pub(super) const FEAST: &str = " lễ Lễ dịp Dịp khánh nghỉ Nghỉ ";

/// Behind these, `1-3` is from and to: the first days of a lunar month.
pub(super) const LUNAR: &str = " mồng mùng ";

/// With these before "ngày", it is what happens by the day.
pub(super) const EVERY: &str = " mỗi Mỗi một Một hằng Hằng hàng Hàng ";

/// Behind these, `9-2019` is that year's.
pub(super) const PERIOD: &str = " tháng Tháng quý Quý quí Quí ";

/// Behind these, a sign before a figure says nothing more.
pub(super) const CHANGE: &str = " tăng Tăng giảm Giảm ";

/// Behind these, too, `8/10` is so many of so many if what is counted follows.
pub(super) const UP_TO: &str = " đến Đến tới trong Trong hết Hết ";

/// Behind these, `9/11` is so many of so many.
pub(super) const GOT: &str = " đạt Đạt có Có được Được thành vượt Vượt điểm Điểm ";

/// What is counted, in front of which `9/11` is so many of so many, and `2-3` from and to.
pub(super) const COUNTED: &str = " chỉ_tiêu tiêu_chí mục_tiêu nhiệm_vụ nội_dung ý_kiến xã phường thôn bản khu_phố tổ_dân huyện tỉnh thị_trấn \
    địa_phương hộ số đại_biểu ủy_viên uỷ_viên thành_viên đảng_viên dự_án công_trình gói_thầu tuyến trường lớp phòng_học điểm \
    phiếu người em cháu học_sinh thí_sinh giáo_viên cán_bộ hội_viên bệnh_nhân cơ_sở đơn_vị chi_bộ doanh_nghiệp sản_phẩm đội ca \
    mẫu vụ hồ_sơ lần bữa giờ tiếng phút ngày tuần tháng lượt con cái chuyến tấn viên ly cốc lít cuộc đợt xe ";

/// Behind these, a single I, V or X is a number.
pub(super) const ORDINAL: &str = " quý Quý khóa Khóa khoá Khoá kỳ thứ hội chương Chương phần Phần mục Mục cấp loại hạng kỷ bậc đợt vòng nhóm tập lần ";

/// A language, whether of a picture (else of a table), what a caption is told as, and how one begins that says itself what
/// it is: with `#`, only in front of a figure. ("Ảnh hưởng" and "Biểu diễn" do not.)
pub(super) const CAPTIONS: [(&str, bool, &str, &str); 6] = [
    ("vi", true, "Chú thích ảnh: ", "Ảnh:|Ảnh#|Ảnh minh h|Ảnh tư liệu|Ảnh chụp|Trong ảnh|Chú thích|Hình#"),
    ("vi", false, "Bảng: ", "Bảng:|Bảng#|Bảng số|Biểu#|Biểu số|Phụ lục"),
    ("en", true, "Caption: ", "Caption:|Photo:|Picture:|Photo#|Picture#|Figure#"),
    ("en", false, "Table: ", "Table:|Table#"),
    ("zh", true, "图注：", "图注|图：|图片|图为|图#"),
    ("zh", false, "表：", "表：|表#"),
];

/// The entry of `key` in a table, and whether it is written with a point.
pub(super) fn look_up(table: &'static str, key: &str) -> Option<(&'static str, bool)> {
    table.split('\n').find_map(|entry| {
        let said = entry.strip_prefix(key)?;
        let dotted = said.strip_prefix('.');
        Some((dotted.unwrap_or(said).strip_prefix('=')?, dotted.is_some()))
    })
}

/// Whether `list`, words with a space before and behind each, has `word`.
pub(super) fn has(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|known| known == word)
}
